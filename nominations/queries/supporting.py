"""Which nominations a colleague may see and add their voice to, where the rules of the cycle let them."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, Min, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from intake.searching import words_to_find
from nominations.calculations.redaction import Hidden
from nominations.enums import RECEIVED_STATES, EvidencePart, NominationState
from nominations.models import Evidence, Flag, Nomination, Notice
from nominations.queries.nominations import about
from nominations.queries.redaction import Blinding
from nominations.queries.window import lets_support
from programmes.enums import NomineeKind, Supporting
from programmes.models import Cycle, EligibilityRule

LIVE = (NominationState.SUBMITTED, NominationState.ACCEPTED)
SENTENCE_END = re.compile(r"(?<=[.!?])\s")
LONGEST_EXCERPT = 200

# Who is meant: the person and the team; one of both is None.
Key = tuple[int | None, int | None]


@dataclass(frozen=True)
class Shown:
    """Somebody who is nominated in a category, as colleagues see it: the first nomination, of which they read the nominee, the
    category and perhaps an ``excerpt``. ``own`` is the viewer's own voice for the same nominee, if they have one.
    """

    lead: Nomination
    excerpt: str = ""
    own: Nomination | None = None

    @property
    def kind(self) -> str:
        """What is nominated, for the address of its page: "person" or "team"."""
        return NomineeKind.TEAM if self.lead.nominee.team_id else NomineeKind.PERSON

    @property
    def number(self) -> int:
        """The id of the person or team, for the address of its page."""
        return self.lead.nominee.team_id or self.lead.nominee.person_id or 0


def sees_nominees(cycle: Cycle, viewer: User) -> bool:
    """Whether the rules let this person see who is nominated; not who must read the stories without names. At most one query."""
    if not lets_support(cycle) or not viewer.is_active or viewer.is_external:
        return False
    return not any(import_string(path)(viewer, cycle) for path in settings.KEPT_FROM_NOMINEES)


def shown_to(cycle: Cycle, viewer: User) -> QuerySet[Nomination]:
    """What a colleague may see of a cycle: nominations of known people and teams with a story of their own, none about the
    viewer, nor about anybody who asked that their story is not published.
    """
    private = Notice.objects.filter(cycle=cycle, person=OuterRef("nominee__person"), unpublished_at__isnull=False)
    known = Q(nominee__person__is_active=True) | Q(nominee__team__isnull=False)
    return (
        cycle.nominations.filter(known, state__in=LIVE, supports=None)
        .exclude(Exists(private))
        .exclude(pk__in=cycle.nominations.filter(about(viewer)).values("pk"))
    )


def nominees_of(cycle: Cycle, viewer: User, words: str = "") -> QuerySet[Nomination, Any]:
    """One row for each nominee and category, by category and name, each with ``lead``, the id of the first nomination."""
    found = shown_to(cycle, viewer)
    for word in words_to_find(words):
        found = found.filter(Q(nominee__person__full_name__icontains=word) | Q(nominee__team__name__icontains=word))
    return (
        found.annotate(called=Coalesce("nominee__person__full_name", "nominee__team__name"))
        .values("category__position", "category", "called", "nominee__person", "nominee__team")
        .annotate(lead=_lead())
        .order_by("category__position", "category", "called", "nominee__person", "nominee__team")
    )


def shown_nominees(cycle: Cycle, viewer: User, leads: Sequence[int]) -> list[Shown]:
    """These first nominations (by id) as the viewer sees them, in their order; three queries, two where no excerpt is shown."""
    found = cycle.nominations.select_related("category", "nominee__person__team", "nominee__team", "nominator")
    nominations = found.in_bulk(list(leads))
    own = own_voices(cycle, viewer)
    excerpts = _excerpts(cycle, list(nominations.values()))
    return [
        Shown(nominations[pk], excerpts.get(pk, ""), own.get(_key(nominations[pk])))
        for pk in leads
        if pk in nominations
    ]


def nominated_among(
    cycle: Cycle, viewer: User, *, people: Collection[int] = (), teams: Collection[int] = ()
) -> list[Shown]:
    """Those of these people and teams (by id) who are nominated already, each category once. Two queries where any is."""
    if not people and not teams:
        return []
    rows = nominees_of(cycle, viewer).filter(Q(nominee__person__in=people) | Q(nominee__team__in=teams))
    leads = [row["lead"] for row in rows]
    return shown_nominees(cycle, viewer, leads) if leads else []


def shown_one(cycle: Cycle, viewer: User, *, category: str, kind: str, number: int) -> Shown | None:
    """One nominee in one category, by the parts of its address; None where nobody may see it."""
    field = "nominee__team" if kind == NomineeKind.TEAM else "nominee__person"
    row = nominees_of(cycle, viewer).filter(**{"category__code": category, field: number}).first()
    shown = shown_nominees(cycle, viewer, [row["lead"]]) if row else []
    return shown[0] if shown else None


def own_voices(cycle: Cycle, viewer: User) -> dict[Key, Nomination]:
    """What the viewer has sent in for nominees who are known, by nominee; their own nominations and supports alike."""
    mine = cycle.nominations.filter(
        Q(nominator=viewer) | Q(nominator_email__iexact=viewer.email), state__in=RECEIVED_STATES
    )
    return {_key(one): one for one in mine.select_related("nominee", "category").order_by("-pk")}


def why_not_support(cycle: Cycle, actor: User, lead: Nomination) -> str:
    """In words why this person can't support the nominee, by the rules; empty where they can."""
    person, team = lead.nominee.person, lead.nominee.team
    of_the_team = team is not None and (team.pk == actor.team_id or team.leader_id == actor.pk)
    if (person is not None and person.pk == actor.pk) or of_the_team:
        return _("Nobody supports a nomination of themselves or of their own team.")
    if person is not None and person.pk == actor.line_manager_id:
        kinds = EligibilityRule.objects.filter(rulebook=cycle.rulebook_id)
        if kinds.filter(kind=EligibilityRule.RuleKind.NOT_BY_REPORT).exists():
            return _("By the rules, the voices of people whom somebody manages don’t count for them.")
    return ""


def _lead() -> Coalesce:
    """The first nomination that was accepted; else the first that came in."""
    return Coalesce(Min(Case(When(state=NominationState.ACCEPTED, then="pk"))), Min("pk"))


def _key(nomination: Nomination) -> Key:
    return nomination.nominee.person_id, nomination.nominee.team_id


def _excerpts(cycle: Cycle, leads: Iterable[Nomination]) -> dict[int, str]:
    """How the stories begin that may be shown: accepted, not flagged, and their nominators let a line be printed."""
    if cycle.rulebook is None or cycle.rulebook.supporting != Supporting.EXCERPT:
        return {}
    open_to_all = {one.pk: one for one in leads if one.may_publish and one.state == NominationState.ACCEPTED}
    flagged = Flag.objects.filter(nomination=OuterRef("nomination"), set_aside_at=None)
    rows = Evidence.objects.filter(nomination__in=open_to_all, member=None).exclude(Exists(flagged))
    action_first = Case(When(part=EvidencePart.ACTION, then=0), default=1)
    texts: dict[int, str] = {}
    for pk, text in rows.order_by(action_first, "pk").values_list("nomination", "text"):
        texts.setdefault(pk, text)
    return {pk: _begins(open_to_all[pk], text) for pk, text in texts.items()}


def _begins(lead: Nomination, text: str) -> str:
    """As many sentences as fit, without the name of who wrote it and without addresses."""
    by = lead.nominator
    names = {lead.nominator_name, *((by.full_name, by.known_as) if by else ())}
    read = " ".join(Blinding(dict.fromkeys(filter(None, names), Hidden.NOMINATOR)).words(text).split())
    begins = ""
    for sentence in SENTENCE_END.split(read):
        longer = f"{begins} {sentence}".strip()
        if len(longer) > LONGEST_EXCERPT:
            break
        begins = longer
    return begins or read[:LONGEST_EXCERPT].rsplit(" ", 1)[0] + "…"
