"""A file that is no table or no plan is refused with one clear line a problem, and not one row of any table changed."""

import pytest

from accounts.models import User
from awards_site.tests.story.bad_input import IMPORTS, PLAN, refused, same, tell, tell_until
from awards_site.tests.story.tables import every_row

pytestmark = pytest.mark.django_db

FILE_FAULTS = {
    "missing": (None, [r"^in\.csv cannot be read: No such file or directory$"]),
    "empty": (b"", ["^the file is empty$"]),
    "nul": (b"a\x00b", ["^the file holds a NUL byte"]),
    "neither encoding": ("".join(map(chr, (0x81, 0x8D))).encode("latin-1"), ["neither UTF-8 nor Windows-1252"]),
    "an open quote": (b'"never closed', [r"^row 1: cannot be read: "]),
}


@pytest.mark.parametrize("fault", FILE_FAULTS)
@pytest.mark.parametrize("command", IMPORTS)
def test_a_file_that_is_no_table_is_refused(tmp_path, command, fault):
    stage, before, _header, _row = IMPORTS[command]
    content, patterns = FILE_FAULTS[fault]
    tell_until(stage)
    path = tmp_path / "in.csv"
    if content is not None:
        path.write_bytes(content)
    same(refused(command, *before, path), patterns)


@pytest.mark.parametrize("command", IMPORTS)
def test_a_wrong_header_is_named_column_by_column(tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    tell_until(stage)
    first = header.split(",")[0]
    path = tmp_path / "in.csv"
    path.write_text(header.replace(first, "wrong", 1) + row, encoding="utf-8")
    same(
        refused(command, *before, path),
        [f"^row 1, column {first}: this column is missing$", "^row 1, column wrong: is no column that is read here"],
    )


@pytest.mark.parametrize("command", IMPORTS)
def test_a_row_with_more_cells_than_the_header_is_named(tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    tell_until(stage)
    path = tmp_path / "in.csv"
    path.write_text(header + row.rstrip("\n") + ",x,x\n", encoding="utf-8")
    same(refused(command, *before, path), [r"^row 2: has \d+ cells, the header has \d+$"])


@pytest.mark.parametrize("command", IMPORTS)
def test_a_folder_in_place_of_a_file_is_refused(tmp_path, command):
    stage, before, _header, _row = IMPORTS[command]
    tell_until(stage)
    same(refused(command, *before, tmp_path), ["cannot be read: Is a directory$"])


@pytest.mark.parametrize("command", [name for name in IMPORTS if IMPORTS[name][1]])
@pytest.mark.parametrize("label", ["service-stars/1999-01", "nothing/2026-10", "service-stars", "", "a/b/c"])
def test_an_unknown_cycle_is_refused(tmp_path, command, label):
    stage, _before, header, row = IMPORTS[command]
    tell_until(stage)
    path = tmp_path / "in.csv"
    path.write_text(header + row, encoding="utf-8")
    (line,) = refused(command, label, path)
    assert label in line


@pytest.mark.parametrize("command", IMPORTS)
def test_windows_1252_with_semicolons_is_taken_as_a_spreadsheet_writes_it(tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    tell_until(stage)
    path = tmp_path / "in.csv"
    path.write_bytes((header + row).replace(",", ";").replace("\n", "\r\n").encode("cp1252"))
    earlier = every_row()
    tell(command, *before, path)
    assert every_row() != earlier or command == "seat_judges"


def test_names_with_accents_come_through_windows_1252(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes("email;full_name\r\nu@example.org;Úna Ní Bhriain – “Ú”\r\n".encode("cp1252"))
    tell("import_people", path)
    assert User.objects.get().full_name == "Úna Ní Bhriain – “Ú”"


PLANS = [
    (None, [r"^in\.yaml cannot be read: No such file"]),
    (b"", ["."]),
    (b"slug: a\x00b\n", ["."]),
    (
        PLAN.replace("weight: 60", "weight: 50").encode(),
        [r"^line \d+, criteria: the weights of the category “individual”"],
    ),
    (
        PLAN.replace("public: true", "public: perhaps").replace("places: 1,", "places: none,").encode(),
        [r"^line 5, public: must be true or false$", r"^line \d+, categories\[1\]\.places: "],
    ),
    (PLAN.replace("maya@example.org]", "who@example.org]").encode(), [r"^line 6, managers\[1\]: nobody here"]),
    (PLAN.replace("title: Service", "titel: Service", 1).encode(), [r"title: is missing$", r"titel: is no key"]),
]


@pytest.mark.parametrize(("content", "patterns"), PLANS)
def test_a_bad_programme_file_is_refused_by_line_and_key(tmp_path, content, patterns):
    tell_until("people")
    path = tmp_path / "in.yaml"
    if content is not None:
        path.write_bytes(content)
    same(refused("import_programme", path), patterns)


def test_a_windows_1252_programme_file_says_what_is_wrong(tmp_path):
    tell_until("people")
    path = tmp_path / "in.yaml"
    path.write_bytes(PLAN.replace("Service Star,", "Étoile,").encode("cp1252", "replace"))
    assert len(refused("import_programme", path)) == 1
