"""The manager's queue of a cycle's nominations."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import load
from accounts.models import User
from audit.remembering import until_next_act
from intake.numbers import whole_number
from nominations.enums import NominationState, NominatorKind
from nominations.filters import QueueFilter
from nominations.models import Nomination
from nominations.queries.eligibility import reasons_against, speaks_against
from nominations.queries.enquiries import with_answers
from nominations.queries.nominations import counts_by_state, queue_of, with_nominee_name, with_supporters
from nominations.queries.rules_read import RulesRead, rules_read
from nominations.queries.window import BEFORE_JUDGING, lets_support
from nominations.requests import SignedInRequest
from nominations.services.screening import accept_eligible
from programmes.models import Cycle
from programmes.queries.programmes import cycles_managed_by
from programmes.queries.rail import rail_for

ON_A_PAGE = 50
# What a row shows, and what the rules look at.
SHOWN = ("category", "nominee__person__team", "nominee__team", "supports")
NARROWING = ("q", "state", "category", "nominator_kind", "medium", "look", "unmatched")
STATE_KINDS: dict[str, str] = {
    NominationState.SUBMITTED: "now",
    NominationState.ACCEPTED: "done",
    NominationState.DECLINED: "stop",
}


@dataclass(frozen=True)
class Row:
    """One nomination of the list, in words: ``against`` is what speaks against it, ``came`` when it came in, ``tick`` what
    a tick beside it says (empty where it cannot be ticked), ``state`` is drawn; ``waits``: whether it is to be screened.
    """

    nomination: Nomination
    address: str
    nominator: str
    came: datetime
    state: SafeString
    against: str
    tick: str
    waits: bool


@login_required
def queue(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """All that came in, with what speaks against what waits; accept by ticking."""
    cycle = load(request, cycles_managed_by(request.user), "programmes.manage_cycle", programme__slug=slug, name=name)
    if request.method == "POST":
        return _accept_ticked(request, cycle)
    read = rules_read(cycle)
    request.nominations_categories = read.categories  # for the filter's choices
    received = with_answers(with_nominee_name(queue_of(cycle, request.user)))
    if lets_support(cycle):
        received = with_supporters(received)
    nominations = received.select_related(*SHOWN).order_by("-submitted_at", "-pk")
    filtered = QueueFilter(request.GET, queryset=nominations, request=request)
    counts = _counts(cycle, request.user)
    cycle.known_to_screen = counts[NominationState.SUBMITTED]  # type: ignore[attr-defined]  # for the rail
    narrowed = any(request.GET.get(key) for key in NARROWING)
    paginator = Paginator(filtered.qs, ON_A_PAGE)
    if not narrowed:
        paginator.count = counts["received"] - counts["concerned"]  # what it would ask the database again
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "filter": filtered,
        "narrowed": narrowed,
        "page": page,
        "rows": _rows(cycle, list(page), read),
        "counts": counts,
        "order": request.GET.get("order", "-submitted"),
        "can_screen": cycle.stage in BEFORE_JUDGING,
    }
    return render(request, "nominations/queue.html", context)


def _counts(cycle: Cycle, user: User) -> dict[str, int]:
    key = f"nominations-by-state:{cycle.pk}:{user.pk}:{user.team_id}"
    return until_next_act(key, lambda: counts_by_state(cycle, user))


def _rows(cycle: Cycle, nominations: list[Nomination], read: RulesRead) -> list[Row]:
    """Each nomination of the page; what many of them share is worded and drawn once."""
    waiting = [nomination for nomination in nominations if nomination.state == NominationState.SUBMITTED]
    against = reasons_against(cycle, waiting, read)
    pattern = reverse("nominations:nomination", args=[cycle.programme.slug, cycle.name, "REFERENCE"])
    before, _reference, after = pattern.rpartition("REFERENCE")
    kinds = {kind.value: str(kind.label) for kind in NominatorKind}
    states = cache(_state)
    tick = _("Tick %(reference)s")
    rows = []
    for nomination in nominations:
        reasons = [reason.text for reason in speaks_against(against.get(nomination.pk, []))]
        waits = cycle.stage in BEFORE_JUDGING and nomination.state == NominationState.SUBMITTED
        row = Row(
            nomination=nomination,
            address=f"{before}{nomination.reference}{after}",
            nominator=kinds[nomination.nominator_kind],
            came=nomination.submitted_at or nomination.created_at,
            state=states(nomination.state, bool(reasons) and not _waits_for_another(nomination, reasons)),
            against=" ".join(reasons),
            tick=tick % {"reference": nomination.reference} if waits and not reasons else "",
            waits=waits,
        )
        rows.append(row)
    return rows


def _waits_for_another(nomination: Nomination, reasons: list[str]) -> bool:
    """What goes with another nomination waits for it, and nothing is wrong with it."""
    return nomination.supports is not None and len(reasons) == 1


def _state(state: str, is_spoken_against: bool) -> SafeString:
    kind = "warn" if is_spoken_against else STATE_KINDS.get(state, "wait")
    return render_to_string("components/state.html", {"kind": kind, "word": NominationState(state).label})


def _accept_ticked(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    ids = [pk for pk in map(whole_number, request.POST.getlist("nomination")) if pk is not None]
    screened = accept_eligible(cycle=cycle, actor=request.user, ids=ids)
    accepted, left = len(screened.accepted), len(ids) - len(screened.accepted)
    if not ids:
        messages.warning(request, _("Tick the nominations that you want to accept."))
    if accepted:
        words = ngettext("%(count)s nomination accepted.", "%(count)s nominations accepted.", accepted)
        messages.success(request, words % {"count": accepted})
    if left:
        words = ngettext("%(count)s was left: open it to see why.", "%(count)s were left: open them to see why.", left)
        messages.warning(request, words % {"count": left})
    return redirect(request.get_full_path())
