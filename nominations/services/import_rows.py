"""Read the rows of a file as nominations: each becomes one, not yet stored, or what is wrong with it is said."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_date, parse_datetime

from intake.problems import Problem
from intake.tables import Row
from nominations.channels import channel_of
from nominations.consents import WORDINGS
from nominations.enums import GIVEN_BY_HAND, PROMPTS, Medium, NominationState, NominatorKind
from nominations.models import Nomination, Nominee
from nominations.queries.import_directory import Directory, directory_of
from nominations.services.answers import read_answers
from nominations.services.members import Contribution, read_members
from nominations.services.stories import Story
from programmes.enums import NomineeKind
from programmes.models import Category, Cycle

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
OPTIONAL = ("medium", "received_on", "channel", "may_show", "may_publish", "may_contact", "consent_wording", "members")
WRONG = "what is wrong"
EVIDENCE = "evidence:"
QUESTION = "question:"
LONGEST = {"reference": 60, "nominee_name": 150, "nominee_team": 150, "nominator_name": 150, "nominator_email": 254}
LONGEST_TEXT = 20_000
FIRST_YEAR = 2000
YES, NO = {"yes", "y", "true", "1", "x"}, {"", "no", "n", "false", "0"}
A_STEP = 250

T = TypeVar("T", bound=date)


@dataclass
class CheckedRow:
    """A row that was read: the nomination, its nominee, its story and its answers, none of them stored."""

    number: int
    nomination: Nomination
    nominee: Nominee
    story: Story
    answers: Mapping[int, str] = field(default_factory=dict)
    members: Sequence[Contribution] = ()


@dataclass
class Sheet:
    """The rows of a file: those that can come in, and what is wrong with the others."""

    good: list[CheckedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def wrong(self, row: Row, column: str, message: str) -> None:
        """Note one bad place."""
        self.problems.append(Problem(row.number, column, message))


def check_rows(cycle: Cycle, rows: Sequence[Row], progress: Callable[[int], None] | None = None) -> Sheet:
    """Every row as a nomination of this cycle, or with what is wrong with it; seven queries at most, nothing is changed.

    ``progress`` is called with the number of rows read so far, now and then.
    """
    directory, sheet = directory_of(cycle), Sheet()
    if rows:
        _check_named_columns(rows[0].cells, directory, sheet)
    for done, row in enumerate(rows, start=1):
        checked = _check_row(cycle, row, directory, sheet)
        if checked is not None:
            sheet.good.append(checked)
        if progress is not None and done % A_STEP == 0:
            progress(done)
    return sheet


def _check_named_columns(columns: Iterable[str], directory: Directory, sheet: Sheet) -> None:
    for column in columns:
        if column.startswith(EVIDENCE) and column.removeprefix(EVIDENCE) not in directory.criteria:
            known = ", ".join(directory.criteria)
            sheet.problems.append(Problem(1, column, f"names no criterion of these rules ({known})"))
        if column.startswith(QUESTION) and column.removeprefix(QUESTION) not in directory.questions:
            known = ", ".join(directory.questions)
            sheet.problems.append(Problem(1, column, f"names no question of these rules ({known})"))


def _check_row(cycle: Cycle, row: Row, directory: Directory, sheet: Sheet) -> CheckedRow | None:
    """One row as objects; None where something is wrong with it, which ``sheet`` then holds."""
    wrong_before = len(sheet.problems)
    if all(cell in {"", column} for column, cell in row.cells.items()):
        sheet.wrong(row, "", "repeats the header")
        return None
    _check_texts(row, sheet)
    nomination = Nomination(cycle=cycle, state=NominationState.SUBMITTED, external_reference=_reference(row, sheet))
    category = directory.categories.get(row["category"]) or directory.categories.get(row["category"].casefold())
    if category is None:
        sheet.wrong(row, "category", f"“{row['category']}” is no category here ({directory.category_codes})")
    else:
        nomination.category = category
    _read_nominator(nomination, row, directory, sheet)
    _read_how_it_came(nomination, row, cycle, directory, sheet)
    nominee = _nominee(row, category, directory, sheet)
    story = _story(row, category, directory, sheet)
    answers, faults = read_answers(directory.questions, {code: row[QUESTION + code] for code in directory.questions})
    for code, words in faults.items():
        sheet.wrong(row, QUESTION + code, words)
    members = _members(row, category, sheet)
    if len(sheet.problems) > wrong_before or nominee is None:
        return None
    return CheckedRow(row.number, nomination, nominee, story, answers, members)


def _check_texts(row: Row, sheet: Sheet) -> None:
    for column, cell in row.cells.items():
        longest = LONGEST.get(column, LONGEST_TEXT)
        if len(cell) > longest:
            sheet.wrong(row, column, f"has {len(cell)} characters; {longest} are the most")


def _reference(row: Row, sheet: Sheet) -> str:
    reference = row["reference"]
    if not reference:
        sheet.wrong(row, "reference", "is empty; it tells a nomination from the others when the file is read again")
    elif reference in sheet.seen:
        sheet.wrong(row, "reference", f"“{reference}” stands in row {sheet.seen[reference]} already")
    else:
        sheet.seen[reference] = row.number
    return reference


def _read_nominator(nomination: Nomination, row: Row, directory: Directory, sheet: Sheet) -> None:
    kind = directory.kinds.get(row["nominator_kind"].casefold())
    if kind is None:
        sheet.wrong(row, "nominator_kind", f"“{row['nominator_kind']}” is none of {', '.join(NominatorKind.values)}")
    nomination.nominator_kind = kind or ""
    nomination.nominator_email = _email(row, "nominator_email", sheet)
    nomination.nominator = directory.people.get(nomination.nominator_email)
    nomination.nominator_name = row["nominator_name"]
    nomination.may_show = _yes_or_no(row, "may_show", sheet)
    nomination.may_publish = _yes_or_no(row, "may_publish", sheet)
    nomination.may_contact = _yes_or_no(row, "may_contact", sheet)
    nomination.consent_wording = row["consent_wording"]
    if row["consent_wording"] and row["consent_wording"] not in WORDINGS:
        sheet.wrong(row, "consent_wording", f"“{row['consent_wording']}” is none of {', '.join(WORDINGS)}")


def _read_how_it_came(nomination: Nomination, row: Row, cycle: Cycle, directory: Directory, sheet: Sheet) -> None:
    """Its medium, the day on which it was given, and the moment that counts: the day's first, where none is said."""
    medium = directory.media.get(row["medium"].casefold() or Medium.FILE)
    if medium is None:
        sheet.wrong(row, "medium", f"“{row['medium']}” is none of {', '.join(Medium.values)}")
    nomination.medium = medium or ""
    nomination.channel = channel_of(row["channel"])
    if row["received_on"]:
        given = _moment(row, "received_on", cycle, directory, sheet)
        nomination.received_on = given.date() if given else None
    column = "submitted_at" if row["submitted_at"] or not row["received_on"] else "received_on"
    moment = _moment(row, column, cycle, directory, sheet if column == "submitted_at" else Sheet())
    nomination.submitted_at = moment
    if moment and medium in GIVEN_BY_HAND and nomination.received_on is None:
        nomination.received_on = moment.astimezone(directory.organisation.zone).date()


def _email(row: Row, column: str, sheet: Sheet) -> str:
    email = row[column].lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        sheet.wrong(row, column, f"“{row[column]}” is no email address")
    return email


def _yes_or_no(row: Row, column: str, sheet: Sheet) -> bool:
    word = row[column].casefold()
    if word not in YES | NO:
        sheet.wrong(row, column, f"“{row[column]}” is neither yes nor no")
    return word in YES


def _moment(row: Row, column: str, cycle: Cycle, directory: Directory, sheet: Sheet) -> datetime | None:
    """A date (its midnight) or a date and time, in the organisation's zone unless it names another.

    A year far from the cycle's is a slip: participation by week would run over centuries.
    """
    text = row[column]
    day: date | None = _parsed(parse_date, text)
    moment: datetime | None = datetime.combine(day, time()) if day else _parsed(parse_datetime, text)
    if moment is None:
        sheet.wrong(row, column, f"“{text}” is no date; write 2026-10-03 or 2026-10-03T14:30")
        return None
    latest = cycle.closes_at.year + 1
    if not FIRST_YEAR <= moment.year <= latest:
        sheet.wrong(row, column, f"“{text}” is not between {FIRST_YEAR} and {latest}")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=directory.organisation.zone)


def _parsed(parse: Callable[[str], T | None], text: str) -> T | None:
    try:
        return parse(text)
    except ValueError:  # well written, but no such day
        return None


def _nominee(row: Row, category: Category | None, directory: Directory, sheet: Sheet) -> Nominee | None:
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


def _members(row: Row, category: Category | None, sheet: Sheet) -> list[Contribution]:
    """Whom it names as part of the team, a line each."""
    if row["members"] and category is not None and category.nominee != NomineeKind.TEAM:
        sheet.wrong(row, "members", f"is for teams, and “{category.code}” is not")
        return []
    try:
        return read_members(row["members"])
    except ValidationError as fault:
        sheet.wrong(row, "members", " ".join(fault.messages))
        return []


def _story(row: Row, category: Category | None, directory: Directory, sheet: Sheet) -> Story:
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
