"""A judge's own sheets in a workbook: filled in offline, shown as changes, taken whole or not at all."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from audit.models import Record
from intake.problems import BadFile
from judging.models import Assignment, Score
from judging.queries.own_workbook import workbook_of
from judging.services.assigning import assign_judges
from judging.services.own_workbooks import changes_of
from judging.services.scoring import save_scores
from judging.tests.browsing import page, where
from judging.tests.factories import ConflictFactory, judged_cycle
from nominations.models import Evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    cycle, _entries, [seat, *_], _chair = judged_cycle(entries=3, judges=3)
    assign_judges(cycle=cycle, actor=None)
    return seat


def filled(seat, *cells):
    """The downloaded workbook with these cells written: (row, words of the heading, value)."""
    book = load_workbook(io.BytesIO(workbook_of(seat)))
    page = book.worksheets[0]
    for row, words, value in cells:
        [column] = [cell.column for cell in page[1] if words in cell.value]
        page.cell(row=row, column=column).value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def upload(client, seat, content):
    data = {"workbook": SimpleUploadedFile("sheets.xlsx", content)}
    return page(client, seat.judge, "own_workbook", *where(seat.panel.cycle), data=data)


def own(seat):
    return list(Assignment.objects.filter(seat=seat).order_by("position"))


def test_the_file_as_it_was_downloaded_changes_nothing(seat):
    save_scores(sheet=own(seat)[0], values={"impact": Decimal("3.5")}, version=0, actor=seat.judge)
    assert changes_of(seat=seat, content=workbook_of(seat)) == []


def test_what_was_filled_in_is_shown_first_and_saved_when_confirmed(client, seat):
    first, second, _third = own(seat)
    save_scores(sheet=first, values={"impact": Decimal(2)}, version=0, actor=seat.judge)
    content = filled(seat, (2, "[impact]", 4), (2, "[comment]", "Calm."), (3, "[care]", "3,5"))
    save_scores(sheet=second, values={"impact": Decimal(1)}, version=0, actor=seat.judge)
    shown = upload(client, seat, content)
    assert [
        (change.reference, change.later, [(cell.was, cell.now) for cell in cells])
        for change, cells, _words in shown.context["changes"]
    ] == [
        (first.entry.reference, False, [(Decimal(2), Decimal(4))]),
        (second.entry.reference, True, [(None, Decimal("3.5"))]),
    ]
    assert Score.objects.count() == 2
    signed = {"changes": shown.context["signed"]}
    assert page(client, seat.judge, "own_workbook", *where(seat.panel.cycle), data=signed).status_code == 302
    assert sorted(Score.objects.values_list("assignment", "criterion__code", "value")) == sorted(
        [(first.pk, "impact", Decimal(4)), (second.pk, "care", Decimal("3.5")), (second.pk, "impact", Decimal(1))]
    )
    assert Assignment.objects.get(pk=first.pk).comment == "Calm."
    assert Record.objects.filter(verb="scores.saved").count() == 4
    page(client, seat.judge, "own_workbook", *where(seat.panel.cycle), data=signed)
    assert Record.objects.filter(verb="scores.saved").count() == 4


def test_a_sheet_is_filled_in_whole_with_words_on_each_criterion_and_how_sure(client, seat):
    first, *_others = own(seat)
    content = filled(
        seat, (2, "[impact]", 4), (2, "[care]", 3), (2, "[impact:why]", "She stayed."), (2, "[care:why]", "Calm."),
        (2, "[sure]", "fairly sure"),
    )  # fmt: skip
    shown = upload(client, seat, content)
    [(_change, _cells, words)] = shown.context["changes"]
    assert words == [("Impact", "She stayed."), ("Care", "Calm."), ("How sure", "Fairly sure")]
    page(client, seat.judge, "own_workbook", *where(seat.panel.cycle), data={"changes": shown.context["signed"]})
    assert sorted(first.scores.values_list("criterion__code", "value", "comment")) == [
        ("care", Decimal(3), "Calm."), ("impact", Decimal(4), "She stayed."),
    ]  # fmt: skip
    assert Assignment.objects.get(pk=first.pk).confidence == "fair"
    assert changes_of(seat=seat, content=workbook_of(seat)) == []


def test_nothing_is_saved_where_a_sheet_changed_since_the_preview_or_the_words_were_altered(client, seat):
    _first, second, _third = own(seat)
    signed = upload(client, seat, filled(seat, (2, "[impact]", 4), (3, "[impact]", 5))).context["signed"]
    save_scores(sheet=second, values={"impact": Decimal(1)}, version=0, actor=seat.judge)
    for changes in (signed, signed[:-1] + "x"):
        page(client, seat.judge, "own_workbook", *where(seat.panel.cycle), data={"changes": changes})
    assert list(Score.objects.values_list("assignment", "value")) == [(second.pk, Decimal(1))]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([(2, "[impact]", 6)], "row 2, column Impact: 6 is not on the scale from 1 to 5"),
        ([(3, "[care]", "good")], "row 3, column Care: “good” is no number"),
        ([(3, "[care]", "NaN")], "row 3, column Care: NaN is not on the scale from 1 to 5"),
        ([(2, "[entry]", "SS-OTHER")], "row 2, column Entry: “SS-OTHER” is no sheet of yours"),
        ([(2, "[impact]", "=1+1")], "row 2, column Impact: holds a formula; copy its column and paste it as values"),
        ([(3, "[care:why]", "She listened.")], "row 3, column Why: Care: has no score beside it"),
        ([(3, "[sure]", "very")], "row 3, column How sure: “very” is none of: Not very sure, Fairly sure, Sure"),
        ([(1, "[impact]", "Impact [strange]")], "row 1, column strange: the first row is not that of the file you"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_else_is_taken(client, seat, cells, words):
    content = filled(seat, (4, "[impact]", 3), *cells)
    with pytest.raises(BadFile) as refusal:
        changes_of(seat=seat, content=content)
    assert str(refusal.value).startswith(words)
    assert upload(client, seat, content).context["changes"] is None
    assert not Score.objects.exists()


def test_the_file_has_neither_names_nor_entries_from_which_its_judge_stands_aside(seat):
    first, *others = own(seat)
    Evidence.objects.update(text=f"=1+1 {others[0].entry.person.full_name} stayed.")
    ConflictFactory(seat=seat, entry=first.entry)
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(workbook_of(seat))).worksheets[0]]
    assert [row[0] for row in rows[1:]] == [sheet.entry.reference for sheet in others]
    assert [name for name in (sheet.entry.person.full_name for sheet in others) if name in str(rows)] == []
    assert [row[2].startswith("=1+1") for row in rows[1:]] == [True, True]


def test_a_sent_sheet_takes_nothing_new_and_another_judges_never(seat):
    Assignment.objects.filter(seat=seat).update(state="submitted", submitted_at=seat.seated_at)
    with pytest.raises(BadFile, match="is sent already"):
        changes_of(seat=seat, content=filled(seat, (2, "[impact]", 3)))
    other = seat.panel.seats.exclude(pk=seat.pk).filter(role="judge").first()
    own(other)[0].delete()
    with pytest.raises(BadFile, match="is no sheet of yours"):
        changes_of(seat=other, content=workbook_of(seat))
