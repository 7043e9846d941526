"""Take nominations from a file: all of them or none, and the same file again adds nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from accounts.models import Organisation, Team, User
from accounts.queries.organisation import the_organisation
from audit.services.recording import Act, record_all
from intake.problems import BadFile, Problem
from intake.tables import Row
from nominations.enums import PROMPTS, NominationState, NominatorKind
from nominations.models import Evidence, FormAnswer, Nomination, Nominee
from nominations.queries.questions import questions_of
from nominations.queries.window import BEFORE_JUDGING
from nominations.refusals import WindowClosed
from nominations.services.answers import answer_rows, read_answers
from nominations.services.naming import nomination_references
from nominations.services.stories import Story, rows_of
from programmes.enums import NomineeKind
from programmes.models import Category, Criterion, CriterionCategory, Cycle, FormQuestion

COLUMNS = (
    "reference",
    "category",
    "nominee_email",
    "nominee_name",
    "nominee_team",
    "nominator_name",
    "nominator_email",
    "nominator_kind",
    "submitted_at",
    *PROMPTS,
)
EVIDENCE = "evidence:"
QUESTION = "question:"
LONGEST = {"reference": 60, "nominee_name": 150, "nominee_team": 150, "nominator_name": 150, "nominator_email": 254}
LONGEST_TEXT = 20_000
FIRST_YEAR = 2000
BATCH = 500

T = TypeVar("T", bound=date)


@dataclass(frozen=True)
class Imported:
    """What an import did: how many came in, and how many had come with an earlier file."""

    added: int
    known: int


@dataclass(frozen=True)
class _Directory:
    """What rows refer to, read once."""

    organisation: Organisation
    people: Mapping[str, User]
    by_name_and_team: Mapping[tuple[str, str], list[User]]
    teams: Mapping[str, Team]
    categories: Mapping[str, Category]
    criteria: Mapping[str, Criterion]
    weighed: frozenset[tuple[int, int]]
    questions: Mapping[str, FormQuestion]


@dataclass
class _Checked:
    """A row that was read: the nomination, its nominee, its story and its answers, none of them stored."""

    nomination: Nomination
    nominee: Nominee
    story: Story
    answers: dict[int, str]


@dataclass
class _Sheet:
    """The rows of a file with what is wrong with them."""

    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def wrong(self, row: Row, column: str, message: str) -> None:
        """Note one bad place."""
        self.problems.append(Problem(row.number, column, message))


@transaction.atomic
def import_nominations(*, cycle: Cycle, rows: Sequence[Row], actor: User | None) -> Imported:
    """Add a file's nominations to a cycle as submitted. Rows whose reference is known already are passed over.

    Raises BadFile naming every bad row and column (then nothing is changed), WindowClosed once judging has begun.
    """
    if cycle.stage not in BEFORE_JUDGING:
        raise WindowClosed(
            _("%(cycle)s is in the stage “%(stage)s”; nominations can be imported while it is open or being screened.")
            % {"cycle": cycle.label, "stage": cycle.stage}
        )
    checked = _check(cycle, rows)
    known = _known_references(cycle, [one.nomination.external_reference for one in checked])
    new = [one for one in checked if one.nomination.external_reference not in known]
    _store(cycle, new, actor)
    return Imported(added=len(new), known=len(checked) - len(new))


def _store(cycle: Cycle, new: list[_Checked], actor: User | None) -> None:
    Nominee.objects.bulk_create([one.nominee for one in new], batch_size=BATCH)
    for one, reference in zip(new, nomination_references(cycle, len(new)), strict=True):
        one.nomination.reference = reference
        one.nomination.nominee = one.nominee
    Nomination.objects.bulk_create([one.nomination for one in new], batch_size=BATCH)
    evidence = [row for one in new for row in rows_of(one.nomination, one.story)]
    Evidence.objects.bulk_create(evidence, batch_size=BATCH)
    answers = [row for one in new for row in answer_rows(one.nomination, one.answers)]
    FormAnswer.objects.bulk_create(answers, batch_size=BATCH)
    record_all(
        Act(
            verb="nomination.imported",
            target=one.nomination,
            actor=actor,
            data={"category": one.nomination.category.code, "kind": one.nomination.nominator_kind},
        )
        for one in new
    )


def _known_references(cycle: Cycle, references: list[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(references), BATCH):
        some = references[start : start + BATCH]
        known.update(cycle.nominations.filter(external_reference__in=some).values_list("external_reference", flat=True))
    return known


def _check(cycle: Cycle, rows: Sequence[Row]) -> list[_Checked]:
    directory = _directory(cycle)
    sheet = _Sheet()
    if rows:
        _check_named_columns(rows[0], directory, sheet)
    checked = [_check_row(cycle, row, directory, sheet) for row in rows]
    if sheet.problems:
        raise BadFile(sheet.problems)
    return [one for one in checked if one is not None]


def _directory(cycle: Cycle) -> _Directory:
    people = list(User.objects.select_related("team"))
    by_name: dict[tuple[str, str], list[User]] = {}
    for person in people:
        if person.is_active and person.team is not None:
            by_name.setdefault((person.full_name.casefold(), person.team.name.casefold()), []).append(person)
    categories = {category.code: category for category in Category.objects.filter(rulebook=cycle.rulebook)}
    criteria = {criterion.code: criterion for criterion in Criterion.objects.filter(rulebook=cycle.rulebook)}
    places = CriterionCategory.objects.filter(category__rulebook=cycle.rulebook)
    return _Directory(
        organisation=the_organisation(),
        people={person.email: person for person in people},
        by_name_and_team=by_name,
        teams={team.name.casefold(): team for team in Team.objects.all()},
        categories=categories,
        criteria=criteria,
        weighed=frozenset(places.values_list("criterion_id", "category_id")),
        questions={question.code: question for question in questions_of(cycle)},
    )


def _check_named_columns(row: Row, directory: _Directory, sheet: _Sheet) -> None:
    named = {EVIDENCE: ("criterion", directory.criteria), QUESTION: ("question", directory.questions)}
    for column in row.cells:
        prefix, colon, code = column.partition(":")
        what, known = named.get(prefix + colon, ("", {code: None}))
        if code not in known:
            sheet.problems.append(Problem(1, column, f"names no {what} of these rules ({', '.join(known)})"))


def _check_row(cycle: Cycle, row: Row, directory: _Directory, sheet: _Sheet) -> _Checked | None:
    """One row as objects; None where something is wrong with it, which ``sheet`` then holds."""
    wrong_before = len(sheet.problems)
    if all(cell in {"", column} for column, cell in row.cells.items()):
        sheet.wrong(row, "", "repeats the header")
        return None
    _check_lengths(row, sheet)
    reference = _reference(row, sheet)
    category = directory.categories.get(row["category"])
    if category is None:
        sheet.wrong(row, "category", f"“{row['category']}” is no category here ({', '.join(directory.categories)})")
    kind = row["nominator_kind"].lower()
    if kind not in NominatorKind.values:
        sheet.wrong(row, "nominator_kind", f"“{row['nominator_kind']}” is none of {', '.join(NominatorKind.values)}")
    nominator_email = _email(row, "nominator_email", sheet)
    submitted_at = _moment(row, cycle, directory.organisation, sheet)
    nominee = _nominee(row, category, directory, sheet)
    story = _story(row, category, directory, sheet)
    answers, faults = read_answers(directory.questions, {code: row[QUESTION + code] for code in directory.questions})
    for code, words in faults.items():
        sheet.wrong(row, QUESTION + code, words)
    if len(sheet.problems) > wrong_before or category is None or nominee is None:
        return None
    nomination = Nomination(
        external_reference=reference,
        cycle=cycle,
        category=category,
        state=NominationState.SUBMITTED,
        nominator=directory.people.get(nominator_email),
        nominator_kind=kind,
        nominator_name=row["nominator_name"],
        nominator_email=nominator_email,
        submitted_at=submitted_at,
    )
    return _Checked(nomination, nominee, story, answers)


def _check_lengths(row: Row, sheet: _Sheet) -> None:
    for column, cell in row.cells.items():
        longest = LONGEST.get(column, LONGEST_TEXT)
        if len(cell) > longest:
            sheet.wrong(row, column, f"has {len(cell)} characters; {longest} are the most")


def _reference(row: Row, sheet: _Sheet) -> str:
    reference = row["reference"]
    if not reference:
        sheet.wrong(row, "reference", "is empty; it tells a nomination from the others when the file is read again")
    elif reference in sheet.seen:
        sheet.wrong(row, "reference", f"“{reference}” stands in row {sheet.seen[reference]} already")
    else:
        sheet.seen[reference] = row.number
    return reference


def _email(row: Row, column: str, sheet: _Sheet) -> str:
    email = row[column].lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        sheet.wrong(row, column, f"“{row[column]}” is no email address")
    return email


def _moment(row: Row, cycle: Cycle, organisation: Organisation, sheet: _Sheet) -> datetime | None:
    """A date (its midnight) or a date and time, in the organisation's zone unless it names another.

    A year far from the cycle's is a slip: participation by week would run over centuries.
    """
    text = row["submitted_at"]
    day: date | None = _parsed(parse_date, text)
    moment: datetime | None = datetime.combine(day, time()) if day else _parsed(parse_datetime, text)
    if moment is None:
        sheet.wrong(row, "submitted_at", f"“{text}” is no date; write 2026-10-03 or 2026-10-03T14:30")
        return None
    latest = cycle.closes_at.year + 1
    if not FIRST_YEAR <= moment.year <= latest:
        sheet.wrong(row, "submitted_at", f"“{text}” is not between {FIRST_YEAR} and {latest}")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=organisation.zone)


def _parsed(parse: Callable[[str], T | None], text: str) -> T | None:
    try:
        return parse(text)
    except ValueError:  # well written, but no such day
        return None


def _nominee(row: Row, category: Category | None, directory: _Directory, sheet: _Sheet) -> Nominee | None:
    email, name, team = _email(row, "nominee_email", sheet), row["nominee_name"], row["nominee_team"]
    given = Nominee(name_given=name or team, team_given=team)
    if category is not None and category.nominee == NomineeKind.TEAM:
        found = directory.teams.get((team or name).casefold())
        if found is not None:
            given.team = found
        elif not (team or name):
            sheet.wrong(row, "nominee_team", "is empty; name the team")
        return given
    person = directory.people.get(email)
    if person is None and email and not name:
        sheet.wrong(row, "nominee_email", f"“{email}” is nobody's address here, and no name is given")
    elif not (email or name):
        sheet.wrong(row, "nominee_name", "is empty; give an email address or a name")
    namesakes = directory.by_name_and_team.get((name.casefold(), team.casefold()), [])
    given.name_given = name
    given.person = person or (namesakes[0] if len(namesakes) == 1 and not email else None)
    return given


def _story(row: Row, category: Category | None, directory: _Directory, sheet: _Sheet) -> Story:
    criteria: dict[int, str] = {}
    for column, cell in row.cells.items():
        criterion = directory.criteria.get(column.removeprefix(EVIDENCE)) if column.startswith(EVIDENCE) else None
        if criterion is None or not cell:
            continue
        if category is not None and (criterion.pk, category.pk) not in directory.weighed:
            sheet.wrong(row, column, f"is no criterion of the category “{category.code}”")
        criteria[criterion.pk] = cell
    story = Story(parts={part: row[part] for part in PROMPTS}, criteria=criteria)
    if story.is_empty:
        sheet.wrong(row, "action", "is empty, and so is the rest of the story; say what was done")
    return story
