"""Tables from outside: read as they were meant, or refused with a line that says what to do."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from intake import workbooks
from intake.cells import as_typed, harmless
from intake.grids import read_grid
from intake.problems import BadFile
from intake.tables import rows_of
from intake.writing import csv_lines, write_xlsx

HARD = [
    "👩🏽‍🚒 danke",
    "שלום, كريمة",
    "O’Brien & D'Arcy",
    "=1+1",
    "-5",
    "+44 20",
    "@here",
    "#N/A",
    "a\nb",
    "x" * 10_000,
]


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def packed(**parts) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def test_a_workbook_reads_as_its_texts_with_dates_and_numbers_as_files_write_them():
    cells = ["P-1", 7, 7.5, date(2026, 10, 3), datetime(2026, 10, 3, 14, 30), True, None]
    grid = read_grid(workbook([f"h{n}" for n in range(7)], cells, [None] * 7, ["P-2"]))
    assert [(line.number, line.cells) for line in grid.lines] == [
        (2, ["P-1", "7", "7.5", "2026-10-03", "2026-10-03T14:30", "yes", ""]),
        (4, ["P-2", *[""] * 6]),
    ]


def test_a_formula_is_named_by_row_and_column_and_is_never_read():
    grid = read_grid(workbook(["reference", "action"], ["P-1", "kind"], ["P-2", "=1+1"]))
    assert dict(grid.lines[1].faults) == {1: workbooks.FORMULA}
    with pytest.raises(BadFile) as refusal:
        rows_of(grid, required=["reference", "action"])
    assert str(refusal.value) == f"row 3, column action: {workbooks.FORMULA}"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"a,b\n1,\x00", "the file holds a NUL byte, so it is no CSV text; export it as “CSV UTF-8”"),
        (b'a,b\n"1,2', "row 2: cannot be read: unexpected end of data"),
        (b"a,b\n1,2,3", "row 2: has 3 cells, the header has 2"),
        (b"\xd0\xcf\x11\xe0\xa1", "the file is an old Excel workbook (.xls) or has a password"),
        (b"PK\x03\x04broken", workbooks.NO_WORKBOOK),
        (packed(word__document_xml="<w/>"), "the file is packed like a workbook, but holds none"),
        (packed(xl__workbook_xml="<w/>"), workbooks.NO_WORKBOOK),
    ],
)
def test_what_is_no_table_is_refused_in_one_clear_line(content, says):
    with pytest.raises(BadFile) as refusal:
        read_grid(content)
    assert str(refusal.value).startswith(says)


def test_a_workbook_that_unpacks_to_more_than_it_may_is_refused_unread(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 1024 * 1024)
    bomb = packed(xl__workbook_xml="<w/>", xl__bomb_xml=" " * 2_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(BadFile, match="unpacks to more than 1 MB"):
        read_grid(bomb)


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_go_out_harmless_and_come_back_as_they_were(text):
    out = "".join(csv_lines(["story"], [[text]])).encode()
    [back] = read_grid(out).lines
    assert back.cells == [harmless(text)]
    assert as_typed(back.cells[0]) == text
    held = io.BytesIO()
    write_xlsx(held, ["story"], [[text]], title="Nominations")
    [line] = read_grid(held.getvalue()).lines
    assert (line.cells, dict(line.faults)) == ([text], {})
    assert load_workbook(held).active["A2"].data_type == "s"


def test_windows_text_with_semicolons_is_read():
    assert read_grid("name;team\r\nZoë’s;Köln\r\n;\r\n".encode("cp1252")).lines[0].cells == ["Zoë’s", "Köln"]
