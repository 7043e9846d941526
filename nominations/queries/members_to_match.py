"""Members of nominated teams whose names wait for somebody to say who is meant, each with who it may be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from accounts.models import User
from nominations.enums import EnquiryKind
from nominations.models import Enquiry, Member, Nomination, Nominee
from nominations.queries.members import MATCHED_STATES, waiting_members
from nominations.queries.nominations import about
from nominations.queries.suggestions import Asked, Suggestion, suggest_many
from programmes.enums import NomineeKind
from programmes.models import Cycle

RELATED = ("person__team", "nomination__category", "nomination__nominee__team", "nomination__cycle__programme")


@dataclass(frozen=True)
class MemberRow:
    """A member, what they did in the nominator's words, and who may be meant, the likeliest first."""

    member: Member
    did: str
    suggestions: list[Suggestion]


def members_to_match(cycle: Cycle, user: User) -> QuerySet[Member]:
    """Those of them that this person may match: in no nomination of theirs or about them; the oldest first, with ``told``."""
    return _with_told(waiting_members(cycle).exclude(_own(cycle, user)).order_by("nomination__submitted_at", "pk"))


def matched_by_hand(cycle: Cycle, user: User) -> QuerySet[Member]:
    """Of whom a manager has said who they are, or that they are nobody of ours, the latest first."""
    said = Member.objects.filter(Q(person__isnull=False) | Q(outside=True), said_at__isnull=False)
    said = said.filter(nomination__cycle=cycle, nomination__state__in=MATCHED_STATES).exclude(_own(cycle, user))
    return said.select_related("person__team", "nomination").order_by("-said_at", "-pk")


def member_for_matching(nomination: int) -> QuerySet[Member]:
    """The members of one nomination, with everything that their page shows."""
    return _with_told(Member.objects.filter(nomination=nomination))


def _own(cycle: Cycle, user: User) -> Q:
    """In a nomination by this person, or about them."""
    return Q(nomination__in=Nomination.objects.filter(Q(nominator=user) | about(user), cycle=cycle).values("pk"))


def _with_told(members: QuerySet[Member]) -> QuerySet[Member]:
    """With ``told``: what the nominator answered last when asked who this is; empty where nothing."""
    answers = Enquiry.objects.filter(member=OuterRef("pk"), kind=EnquiryKind.MEMBER, answered_at__isnull=False)
    told = Coalesce(Subquery(answers.order_by("-pk").values("answer")[:1]), Value(""), output_field=TextField())
    return members.annotate(told=told).select_related(*RELATED, "contribution")


def rows_of(members: Sequence[Member]) -> list[MemberRow]:
    """Each of these with who may be meant, but nobody whom the same nomination names already; two queries, however many."""
    if not members:
        return []
    named: defaultdict[int, set[int]] = defaultdict(set)
    together = Member.objects.filter(nomination__in={one.nomination_id for one in members}, person__isnull=False)
    for nomination, person in together.values_list("nomination", "person"):
        named[nomination].add(person or 0)
    found = suggest_many([asked_of(member) for member in members])
    return [
        MemberRow(member, _did(member), [one for one in likely if one.pk not in named[member.nomination_id]])
        for member, likely in zip(members, found, strict=True)
    ]


def asked_of(member: Member) -> Asked:
    """What is known of who this is: the name, the nominated team, when and where, and what its nominator answered."""
    nomination = member.nomination
    said_at = localtime(nomination.submitted_at or nomination.created_at)
    around = Nominee(
        name_given=member.name_given,
        team_given=f"{nomination.nominee.name} {nomination.nominee.team_given}",
        hint=nomination.nominee.hint,
    )
    return Asked(around, NomineeKind.PERSON, getattr(member, "told", ""), said_at.date())


def _did(member: Member) -> str:
    contribution = getattr(member, "contribution", None)
    return contribution.text if contribution is not None else ""
