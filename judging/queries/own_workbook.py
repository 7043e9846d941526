"""A judge's own sheets as a workbook to fill in away from the network: one row an entry, one column a criterion."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from judging.enums import Confidence
from judging.models import Assignment, Score, Seat
from judging.queries.samples.gate import held_back
from judging.queries.sheets import criteria_of, own_sheets, with_scores
from judging.queries.stories import beginnings_of
from nominations.queries.identity import named
from nominations.queries.redactions import hides_names
from programmes.models import Criterion

# The columns before and after those of the criteria, by the first word of their heading.
ENTRY, VERSION, COMMENT, SURE = "entry", "version", "comment", "sure"
WHY = ":why"
"""The end of the code of a column of words on a criterion."""
GREY = PatternFill("solid", fgColor="E6E2D8")


@dataclass(frozen=True)
class OwnSheet:
    """One own sheet with what it holds: values and words by criterion code, and the codes that its category scores."""

    sheet: Assignment
    values: dict[str, Decimal]
    codes: frozenset[str]
    words: dict[str, str]


def own_sheets_held(seat: Seat) -> list[OwnSheet]:
    """A judge's own sheets in their own order, none while samples come first; the queries grow with the categories alone."""
    sheets = with_scores(own_sheets(seat.judge).filter(~held_back(), seat=seat)).order_by("position", "pk")
    codes: dict[int, frozenset[str]] = {}
    found = []
    for sheet in sheets.select_related("entry__person__team", "entry__team", "entry__category", "seat__panel__cycle"):
        category = sheet.entry.category
        if category.pk not in codes:
            codes[category.pk] = frozenset(criterion.code for criterion in criteria_of(category))
        scores: list[Score] = sheet.own_scores  # type: ignore[attr-defined]  # with_scores
        values = {score.criterion.code: score.value for score in scores}
        words = {score.criterion.code: score.comment for score in scores}
        found.append(OwnSheet(sheet, values, codes[category.pk], words))
    return found


def criteria_in(held: Sequence[OwnSheet]) -> list[Criterion]:
    """Every criterion that one of these sheets asks for, in the rulebook's order, with its levels."""
    wanted = {code for one in held for code in one.codes}
    if not held:
        return []
    criteria = Criterion.objects.filter(rulebook=held[0].sheet.entry.category.rulebook_id, code__in=wanted)
    return list(criteria.prefetch_related("levels").order_by("position", "pk"))


def heading(criterion: Criterion) -> str:
    """The heading of a criterion's column; its code in brackets is what is read again."""
    return f"{criterion.title} [{criterion.code}]"


def words_heading(criterion: Criterion) -> str:
    """The heading of the column of words on a criterion."""
    return f"{_('Why: %(criterion)s') % {'criterion': criterion.title}} [{criterion.code}{WHY}]"


def workbook_of(seat: Seat) -> bytes:
    """The workbook: the sheets with the scores and words that they hold, and beside them what each score looks like. The
    stories stay where they are read, but for their first sentence.

    Every text is stored as a text, so that none is taken for a formula; names stay hidden as on the page.
    """
    held = own_sheets_held(seat)
    criteria = criteria_in(held)
    cycle = seat.panel.cycle
    stories = beginnings_of([named(one.sheet.entry) for one in held], blind=hides_names(cycle))
    book = Workbook()
    page: Worksheet = book.active
    page.title = _("Scores")[:31]
    heads = [f"{_('Entry')} [{ENTRY}]", _("Category"), _("How the story begins")]
    heads += [head for criterion in criteria for head in (heading(criterion), words_heading(criterion))]
    sure = f"{_('How sure: %(words)s') % {'words': ', '.join(map(str, Confidence.labels))}} [{SURE}]"
    _write(page, 1, [*heads, f"{_('Comment for the panel')} [{COMMENT}]", sure, f"{_('Leave as it is')} [{VERSION}]"])
    for row, one in enumerate(held, start=2):
        entry = one.sheet.entry
        known = [entry.reference, entry.category.title, stories[entry.pk].begins]
        codes = [criterion.code for criterion in criteria]
        given: list[str | int | Decimal] = [
            cell for code in codes for cell in (one.values.get(code, ""), one.words.get(code, ""))
        ]
        own: list[str | int | Decimal] = [one.sheet.comment, str(one.sheet.get_confidence_display()), one.sheet.version]
        _write(page, row, [*known, *given, *own])
        for column, code in enumerate(codes):
            for each in (0, 1) if code not in one.codes else ():
                page.cell(row=row, column=len(known) + 1 + 2 * column + each).fill = GREY
    _dress(page, [14, 22, 48, *[16, 32] * len(criteria), 40, 16, 10])
    _explain(book.create_sheet(_("What each score looks like")[:31]), criteria)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _explain(page: Worksheet, criteria: Sequence[Criterion]) -> None:
    _write(page, 1, [_("Criterion"), _("Score"), _("What it looks like")])
    row = 2
    for criterion in criteria:
        for level in criterion.levels.all():
            _write(page, row, [criterion.title, level.value, level.description])
            row += 1
    _dress(page, [30, 8, 80])


def _write(page: Worksheet, row: int, values: Sequence[str | int | Decimal]) -> None:
    for column, value in enumerate(values, start=1):
        cell = page.cell(row=row, column=column)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
        else:
            cell.value = value
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(page: Worksheet, widths: Sequence[int]) -> None:
    for cell in page[1]:
        cell.font = Font(bold=True)
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "B2"
