"""A list of nominations as rows for a file, read a piece at a time."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts.queries.organisation import the_organisation
from intake.cells import Value
from nominations.calculations.member_lines import as_lines
from nominations.enums import SINGLE_PARTS
from nominations.models import Nomination
from nominations.queries.questions import typed_questions
from programmes.enums import NomineeKind
from programmes.models import Category, Criterion, Cycle

HEADER = (
    "reference",
    "state",
    "category",
    "nominee_email",
    "nominee_name",
    "nominee_team",
    "nominator_name",
    "nominator_email",
    "nominator_kind",
    "submitted_at",
    "medium",
    "channel",
    "received_on",
    "may_show",
    "may_publish",
    "may_contact",
    "consent_wording",
    "entry",
    "supports",
    *SINGLE_PARTS,
    "members",
)
AT_A_TIME = 500


def export_header(cycle: Cycle) -> list[str]:
    """The names of the columns, those that an import reads named as there; the criteria and questions of the rules last."""
    return [
        *HEADER,
        *(f"evidence:{code}" for _pk, code in _criteria(cycle)),
        *(f"question:{code}" for _pk, code in _questions(cycle)),
    ]


def export_rows(cycle: Cycle, nominations: QuerySet[Nomination]) -> Iterator[list[Value]]:
    """One row a nomination, in the list's order. 500 are in memory at a time, read through a cursor of the server."""
    zone, criteria = the_organisation().zone, [pk for pk, _code in _criteria(cycle)]
    questions = [pk for pk, _code in _questions(cycle)]
    related = nominations.select_related(
        "category", "nominee__person__team", "nominee__team", "nominator", "entry", "supports"
    ).prefetch_related(
        "evidence", *(["answers"] if questions else []), *(["members__person"] if _has_teams(cycle) else [])
    )
    for nomination in related.iterator(chunk_size=AT_A_TIME):
        yield [*_row(nomination, criteria, zone), *(_answers(nomination, questions) if questions else [])]


def _criteria(cycle: Cycle) -> list[tuple[int, str]]:
    return list(Criterion.objects.filter(rulebook=cycle.rulebook).order_by("position", "pk").values_list("pk", "code"))


def _questions(cycle: Cycle) -> list[tuple[int, str]]:
    return list(typed_questions(cycle).values_list("pk", "code"))


def _answers(nomination: Nomination, questions: list[int]) -> list[Value]:
    texts = {row.question_id: row.text for row in nomination.answers.all()}
    return [texts.get(question, "") for question in questions]


def _row(nomination: Nomination, criteria: list[int], zone: ZoneInfo) -> list[Value]:
    nominee = nomination.nominee
    person = nominee.person
    team = person.team if person is not None else nominee.team
    texts = {row.part or row.criterion_id: row.text for row in nomination.evidence.all()}
    return [
        nomination.reference,
        nomination.state,
        nomination.category.code,
        person.email if person is not None else "",
        nominee.name,
        team.name if team is not None else nominee.team_given,
        nomination.nominator_name,
        nomination.nominator_email,
        nomination.nominator_kind,
        _local(nomination.submitted_at, zone),
        nomination.medium,
        nomination.channel,
        nomination.received_on,
        nomination.may_show,
        nomination.may_publish,
        nomination.may_contact,
        nomination.consent_wording,
        nomination.entry.reference if nomination.entry is not None else "",
        nomination.supports.reference if nomination.supports is not None else "",
        *(texts.get(part, "") for part in SINGLE_PARTS),
        as_lines(_members(nomination)) if nomination.category.nominee == NomineeKind.TEAM else "",
        *(texts.get(criterion, "") for criterion in criteria),
    ]


def _has_teams(cycle: Cycle) -> bool:
    """Whether anybody of a team can have been named."""
    return Category.objects.filter(rulebook=cycle.rulebook_id, nominee=NomineeKind.TEAM).exists()


def _members(nomination: Nomination) -> list[tuple[str, str]]:
    did = {row.member_id: row.text for row in nomination.evidence.all() if row.member_id}
    return [(member.name, did.get(member.pk, "")) for member in nomination.members.all()]


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """In the organisation's zone, which the file does not name: that is how an import reads it again."""
    return at.astimezone(zone).replace(tzinfo=None) if at else None
