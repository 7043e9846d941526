"""One report in four formats: the same figures in all, nothing that a spreadsheet would run, nothing of fewer than five."""

import csv
import io
import json
import re
from decimal import Decimal

import pypdf
import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from audit.models import Record
from evaluation.exports import FORMATS, written_as
from evaluation.exports.cells import plain
from evaluation.models import Question
from evaluation.queries.figures import figures_of
from evaluation.queries.report import sections_of
from evaluation.services.actions import add_action
from evaluation.tests.factories import KpiFactory, MeasurementFactory, answered, evaluated_cycle, prepared
from intake.cells import harmless
from programmes.tests.factories import RewardFactory

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://example.com")'


@pytest.fixture
def cycle():
    """A cycle with figures in every table, one audience too small, and a comment that looks like a formula."""
    made = evaluated_cycle(others=2)
    surveys = prepared(made)
    answered(surveys["others"], 7, mark=2, words=FORMULA)
    answered(surveys["winners"], 5)
    answered(surveys["managers"], 4, words="only four of us")
    kpi = KpiFactory(code="csat", title="Customer satisfaction", unit="of 5")
    MeasurementFactory(kpi=kpi, date="2026-09-07", value=Decimal("4.0"))
    MeasurementFactory(kpi=kpi, date="2026-10-05", value=Decimal("4.25"))
    RewardFactory(programme=made.programme)
    add_action(cycle=made, title="-1 form", because="", owner=None, due=None, actor=None)
    return made


def sections(cycle):
    return sections_of(figures_of(cycle))


def write(cycle, file_format):
    figures = figures_of(cycle)
    return written_as(file_format, figures, sections_of(figures))


def expected(cycle):
    """Every value of the report by its place."""
    return {
        (section.key, table.key, number, column.key): plain(value)
        for section in sections(cycle)
        for table in section.tables
        for number, row in enumerate(table.rows, start=1)
        for column, value in zip(table.columns, row, strict=True)
    }


def test_json_holds_every_figure(cycle):
    report = json.loads(write(cycle, "json"))
    held = {
        (section["key"], table["key"], number, key): value
        for section in report["sections"]
        for table in section["tables"]
        for number, row in enumerate(table["rows"], start=1)
        for key, value in row.items()
    }
    assert held == expected(cycle)
    assert (report["cycle"], report["currency"]) == (cycle.label, "GBP")


def test_csv_holds_every_figure(cycle):
    rows = list(csv.DictReader(io.StringIO(write(cycle, "csv").decode("utf-8-sig"))))
    held = {(row["section"], row["table"], int(row["row"]), row["column"]): row["value"] for row in rows}
    shown = {
        place: "" if value is None else harmless(value) if isinstance(value, str) else str(value)
        for place, value in expected(cycle).items()
    }
    assert held == shown


def test_excel_holds_every_figure_and_one_sheet_a_section(cycle):
    book = load_workbook(io.BytesIO(write(cycle, "xlsx")))
    assert book.sheetnames == [section.key for section in sections(cycle)]
    for section in sections(cycle):
        lines = [[cell.value for cell in row] for row in book[section.key].iter_rows()]
        for table in section.tables:
            head = [column.head for column in table.columns]
            start = next(
                number for number, line in enumerate(lines)
                if line[: len(head)] == head and lines[number - 1][0] == table.title
            )  # fmt: skip
            found = [
                [
                    None if value is None else value.date().isoformat() if hasattr(value, "date") else value
                    for value in line[: len(head)]
                ]
                for line in lines[start + 1 : start + 1 + len(table.rows)]
            ]
            assert found == [[None if value == "" else plain(value) for value in row] for row in table.rows], table.key


def test_no_cell_of_excel_or_csv_is_a_formula(cycle):
    book = load_workbook(io.BytesIO(write(cycle, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.value == FORMULA] == [FORMULA] * 7
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    values = [row["value"] for row in csv.DictReader(io.StringIO(write(cycle, "csv").decode("utf-8-sig")))]
    assert [value for value in values if value.startswith(("=", "@", "+"))] == []
    assert f"'{FORMULA}" in values
    assert "'-1 form" in values


def pdf_text(content):
    """The PDF's words, read by an independent reader."""
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def paper(value, form):
    """A figure as paper has it."""
    if form == "share":
        return f"{value:.0%}"
    if form == "money":
        return f"£{value:,.2f}".removesuffix(".00")
    return f"{value:.2f}" if form == "2" else f"{value:.1f}" if form == "1" else str(value)


def test_paper_holds_the_figures_in_their_order_and_is_tagged(cycle):
    content = write(cycle, "pdf")
    catalogue = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert (bool(catalogue["/MarkInfo"]["/Marked"]), "/StructTreeRoot" in catalogue) == (True, True)
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()
    words = re.sub(r"\s+", " ", pdf_text(content))
    for section in sections(cycle):
        for table in section.tables:
            for row in table.rows:
                figures = [
                    paper(value, column.form)
                    for column, value in zip(table.columns, row, strict=True)
                    if column.paper and column.form and isinstance(value, int | float | Decimal)
                ]
                for figure in figures:
                    assert figure in words, (table.key, row, figure)


def test_four_managers_are_in_no_format(cycle):
    for file_format in ("csv", "json"):
        assert "only four of us" not in write(cycle, file_format).decode()
    rows = {row[0]: row for table in sections(cycle)[0].tables if table.key == "responses" for row in table.rows}
    assert (rows["managers"][3], rows["others"][3]) == (None, 7)
    table = next(table for table in sections(cycle)[0].tables if table.key == "questions_managers")
    assert {row[4:] for row in table.rows} == {(None, None, None, None)}
    assert "only four of us" not in pdf_text(write(cycle, "pdf"))


def test_a_cycle_without_any_figures_can_be_reported_in_every_format():
    cycle = evaluated_cycle(others=0)
    for file_format in FORMATS:
        assert len(write(cycle, file_format)) > 100


def test_the_command_writes_the_file_and_records_that_it_left(cycle, tmp_path):
    call_command("evaluation_report", cycle.label, "--format", "json", "--out", str(tmp_path / "r.json"))
    assert json.loads((tmp_path / "r.json").read_text())["cycle"] == cycle.label
    assert Record.objects.get(verb="report.exported").data == {"format": "json"}


def test_the_command_refuses_what_it_cannot_do(cycle, tmp_path):
    with pytest.raises(CommandError, match="There is no cycle"):
        call_command("evaluation_report", "no/such", "--format", "csv", "--out", str(tmp_path / "r.csv"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("evaluation_report", cycle.label, "--format", "csv", "--out", str(tmp_path / "no" / "r.csv"))
    assert Record.objects.filter(verb="report.exported").count() == 0


def test_wording_that_changed_changes_the_report(cycle):
    before = write(cycle, "csv")
    Question.objects.filter(code="oth-fair").update(text="Was it fair?")
    assert write(cycle, "csv") != before
