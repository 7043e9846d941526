"""A manager's queue as its page shows it: what fifty rows say is put into words here, not in the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateformat import format as written
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nominations.enums import NominationState, NominatorKind
from nominations.models import Nomination
from nominations.queries.eligibility import reasons_against, speaks_against
from nominations.queries.rules_read import RulesRead
from nominations.queries.window import BEFORE_JUDGING
from programmes.models import Cycle

STATE_KINDS: dict[str, str] = {
    NominationState.SUBMITTED: "now",
    NominationState.ACCEPTED: "done",
    NominationState.DECLINED: "stop",
}


@dataclass(frozen=True)
class Row:
    """One nomination of the list, in words: ``against`` is what speaks against it, ``came`` the day it came in, ``tick`` what
    a tick beside it says (empty where it cannot be ticked), ``state`` is drawn; ``beside`` is whom it supports or how many
    support it, ``waits``: whether it is to be screened, ``answered``: whether its nominator has said more since.
    """

    pk: int
    address: str
    reference: str
    nominee: str
    team: str
    category: str
    nominator: str
    beside: SafeString | str
    came: str
    state: SafeString
    against: str
    tick: str
    waits: bool
    answered: bool


def rows_of(cycle: Cycle, nominations: Sequence[Nomination], read: RulesRead) -> list[Row]:
    """Each nomination of the page; what many of them share is worded and drawn once."""
    waiting = [nomination for nomination in nominations if nomination.state == NominationState.SUBMITTED]
    against = reasons_against(cycle, waiting, read)
    pattern = reverse("nominations:nomination", args=[cycle.programme.slug, cycle.name, "REFERENCE"])
    before, _reference, after = pattern.rpartition("REFERENCE")
    kinds = {kind.value: str(kind.label) for kind in NominatorKind}
    states = cache(_state)
    tick, day = _("Tick %(reference)s"), pgettext("date format", "D j M")
    rows = []
    for nomination in nominations:
        reasons = [reason.text for reason in speaks_against(against.get(nomination.pk, []))]
        submitted = nomination.state == NominationState.SUBMITTED
        waits = cycle.stage in BEFORE_JUDGING and submitted
        person = nomination.nominee.person
        row = Row(
            pk=nomination.pk,
            address=f"{before}{nomination.reference}{after}",
            reference=nomination.reference,
            nominee=nomination.nominee_name,  # type: ignore[attr-defined]  # with_nominee_name
            team=person.team.name if person is not None and person.team is not None else "",
            category=nomination.category.title,
            nominator=kinds[nomination.nominator_kind],
            beside=_beside(nomination),
            came=written(localtime(nomination.submitted_at or nomination.created_at), day),
            state=states(nomination.state, bool(reasons) and not _waits_for_another(nomination, reasons)),
            against=" ".join(reasons),
            tick=tick % {"reference": nomination.reference} if waits and not reasons else "",
            waits=waits,
            answered=submitted and nomination.answered,  # type: ignore[attr-defined]  # with_answers
        )
        rows.append(row)
    return rows


def _beside(nomination: Nomination) -> SafeString | str:
    supported: int | None = getattr(nomination, "supported", None)
    if nomination.supports is not None:
        words = _('supports <span class="ref">%(reference)s</span>') % {
            "reference": escape(nomination.supports.reference)
        }
        return mark_safe(words)  # noqa: S308 — the reference is escaped
    if supported:
        return ngettext("%(count)s supports it", "%(count)s support it", supported) % {"count": supported}
    return ""


def _waits_for_another(nomination: Nomination, reasons: list[str]) -> bool:
    """What goes with another nomination waits for it, and nothing is wrong with it."""
    return nomination.supports is not None and len(reasons) == 1


def _state(state: str, is_spoken_against: bool) -> SafeString:
    kind = "warn" if is_spoken_against else STATE_KINDS.get(state, "wait")
    return render_to_string("components/state.html", {"kind": kind, "word": NominationState(state).label})
