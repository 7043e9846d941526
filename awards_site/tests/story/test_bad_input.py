"""Bad input to each command of the contract: refused with one clear line a problem, and not one row of any table changed."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from awards_site.tests.story.tables import every_row

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parent / "files"
CYCLE = "service-stars/2026-10"
BY = ("--by", "maya@example.org")
REASON = ("--reason", "The story goes on.")
STORY = [
    ("import_people", FILES / "people.csv"),
    ("import_programme", FILES / "programme.yaml"),
    ("approve_programme", "service-stars", *BY, "--informal", "Ines Falk agreed."),
    ("create_cycle", "service-stars", "2026-10", "--opens", "2026-10-01"),
    ("move_cycle", CYCLE, "open", *REASON),
    ("import_nominations", CYCLE, FILES / "nominations.csv"),
    ("move_cycle", CYCLE, "screening", *REASON),
    ("screen_nominations", CYCLE, "--accept-eligible", *BY),
    ("seat_judges", CYCLE, FILES / "seats.csv"),
    ("move_cycle", CYCLE, "judging", *REASON),
    ("import_scores", CYCLE, FILES / "scores.csv"),
    ("move_cycle", CYCLE, "deliberating", *REASON),
    ("decide", CYCLE, "--by", "ines@example.org", "--confirmed-by", "maya@example.org"),
    ("move_cycle", CYCLE, "decided", *REASON),
    ("move_cycle", CYCLE, "announced", *REASON),
]
# How far the story is told before a command is tried: up to and without this step.
STAGES = {"empty": 0, "people": 1, "planned": 4, "open": 5, "screening": 7, "judging": 10, "announced": 15}

PEOPLE = "email,full_name,team,job_role,site,line_manager_email,started_on\n"
NOMINATIONS = (FILES / "nominations.csv").read_text(encoding="utf-8").splitlines(keepends=True)[0]
SEATS = "email,role,categories\n"
SCORES = "entry,judge_email,criterion,score,comment\n"
SURVEY = "audience,respondent,question,answer\n"
KPIS = "kpi,date,value\n"
PLAN = (FILES / "programme.yaml").read_text(encoding="utf-8")

# The imports: the stage at which they are tried, what comes before the file, a good header and a good row.
IMPORTS = {
    "import_people": ("empty", (), PEOPLE, "a@example.org,Ada Byron,Sums,Adviser,Dock,,2020-01-01\n"),
    "import_nominations": (
        "open",
        (CYCLE,),
        NOMINATIONS,
        "P-90,individual,sam@example.org,,,D Ash,d@ash.example,customer,2026-10-02,,,She rang back.,It was mended.,\n",
    ),
    "seat_judges": ("screening", (CYCLE,), SEATS, "ruth@example.org,judge,individual\n"),
    "import_scores": ("judging", (CYCLE,), SCORES, "sam@example.org,ruth@example.org,impact,7,\n"),
    "import_survey_responses": ("announced", (CYCLE,), SURVEY, "others,p1,oth-fair,4\n"),
    "import_kpis": ("empty", (), KPIS, "csat,2026-10-05,4.1\n"),
}


def tell(command, *arguments):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def told():
    """Tell the story up to a stage."""

    def _told(stage):
        for step in STORY[: STAGES[stage]]:
            tell(*step)

    return _told


def refused(*command):
    """The lines with which a command refuses, after making sure that nothing has changed."""
    before = every_row()
    with pytest.raises(CommandError) as refusal:
        tell(*command)
    assert refusal.value.returncode == 1
    assert every_row() == before
    return str(refusal.value).splitlines()


def same(lines, patterns):
    assert len(lines) == len(patterns), lines
    for line, pattern in zip(lines, patterns, strict=True):
        assert re.search(pattern, line), (line, pattern)


FILE_FAULTS = {
    "missing": (None, [r"^in\.csv cannot be read: No such file or directory$"]),
    "empty": (b"", ["^the file is empty$"]),
    "nul": (b"a\x00b", ["^the file holds a NUL byte"]),
    "neither encoding": ("".join(map(chr, (0x81, 0x8D))).encode("latin-1"), ["neither UTF-8 nor Windows-1252"]),
    "an open quote": (b'"never closed', [r"^row 1: cannot be read: "]),
}


@pytest.mark.parametrize("fault", FILE_FAULTS)
@pytest.mark.parametrize("command", IMPORTS)
def test_a_file_that_is_no_table_is_refused(told, tmp_path, command, fault):
    stage, before, _header, _row = IMPORTS[command]
    content, patterns = FILE_FAULTS[fault]
    told(stage)
    path = tmp_path / "in.csv"
    if content is not None:
        path.write_bytes(content)
    same(refused(command, *before, path), patterns)


@pytest.mark.parametrize("command", IMPORTS)
def test_a_wrong_header_is_named_column_by_column(told, tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    told(stage)
    first = header.split(",")[0]
    path = tmp_path / "in.csv"
    path.write_text(header.replace(first, "wrong", 1) + row, encoding="utf-8")
    same(
        refused(command, *before, path),
        [f"^row 1, column {first}: this column is missing$", "^row 1, column wrong: is no column that is read here"],
    )


@pytest.mark.parametrize("command", IMPORTS)
def test_a_row_with_more_cells_than_the_header_is_named(told, tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    told(stage)
    path = tmp_path / "in.csv"
    path.write_text(header + row.rstrip("\n") + ",x,x\n", encoding="utf-8")
    same(refused(command, *before, path), [r"^row 2: has \d+ cells, the header has \d+$"])


@pytest.mark.parametrize("command", IMPORTS)
def test_a_folder_in_place_of_a_file_is_refused(told, tmp_path, command):
    stage, before, _header, _row = IMPORTS[command]
    told(stage)
    same(refused(command, *before, tmp_path), ["cannot be read: Is a directory$"])


@pytest.mark.parametrize("command", [name for name in IMPORTS if IMPORTS[name][1]])
@pytest.mark.parametrize("label", ["service-stars/1999-01", "nothing/2026-10", "service-stars", "", "a/b/c"])
def test_an_unknown_cycle_is_refused(told, tmp_path, command, label):
    stage, _before, header, row = IMPORTS[command]
    told(stage)
    path = tmp_path / "in.csv"
    path.write_text(header + row, encoding="utf-8")
    (line,) = refused(command, label, path)
    assert label in line


ROWS = [
    (
        "import_people",
        "a@example.org,Ada Byron,,,,,2020-13-01\n",
        ["^row 2, column started_on: “2020-13-01” is no date"],
    ),
    (
        "import_people",
        "not an address,,,,,x,\n",
        ["^row 2, column email: “not an address”", "^row 2, column full_name: is empty", "^row 2, column line_manager"],
    ),
    (
        "import_people",
        "a@example.org,Ada,,,,,\nA@example.org,Ada,,,,,\n",
        ["^row 3, column email: “a@example.org” stands in row 2 already$"],
    ),
    (
        "import_people",
        "a@example.org,Ada,,,,b@example.org,\n",
        ["^row 2, column line_manager_email: nobody in the file"],
    ),
    ("import_people", "a@example.org,Ada,,,,a@example.org,\n", ["^row 2, column line_manager_email: makes a ring"]),
    ("import_people", f"a@example.org,{'A' * 151},,,,,\n", ["^row 2, column full_name: has more than 150 characters$"]),
    (
        "import_nominations",
        ",nowhere,nobody@example.org,,,D,not an address,boss,someday,,,,,\n",
        [
            "^row 2, column action: is empty, and so is the rest",
            "^row 2, column category: “nowhere” is no category",
            "^row 2, column nominator_email: “not an address” is no email",
            "^row 2, column nominator_kind: “boss” is none of",
            "^row 2, column nominee_email: “nobody@example.org” is nobody's address",
            "^row 2, column reference: is empty",
            "^row 2, column submitted_at: “someday” is no date",
        ],
    ),
    (
        "import_nominations",
        IMPORTS["import_nominations"][3] * 2,
        ["^row 3, column reference: “P-90” stands in row 2 already$"],
    ),
    (
        "seat_judges",
        "nobody@example.org,king,nowhere\n",
        ["^row 2, column categories: “nowhere”", "^row 2, column email: “nobody@", "^row 2, column role: “king”"],
    ),
    (
        "seat_judges",
        "ruth@example.org,judge,\nruth@example.org,chair,\n",
        ["^row 3, column email: ruth@example.org stands in row 2 already$"],
    ),
    (
        "import_scores",
        "nobody,ruth@example.org,impact,5,\n",
        ["^row 2, column entry: “nobody” is no entry here$"],
    ),
    (
        "import_scores",
        "sam@example.org,pat@example.org,impact,11,\n",
        ["^row 2, column judge_email: “pat@example.org” has no seat", "^row 2, column score: 11 is not on the scale"],
    ),
    (
        "import_scores",
        "sam@example.org,ruth@example.org,luck,many,\n",
        ["^row 2, column criterion: “luck” is not scored", "^row 2, column score: “many” is not a number$"],
    ),
    (
        "import_scores",
        "sam@example.org,ruth@example.org,impact,NaN,\n",
        ["^row 2, column score: NaN is not on the scale"],
    ),
    (
        "import_scores",
        IMPORTS["import_scores"][3] * 2,
        ["^row 3, column criterion: was scored by this judge in row 2 already$"],
    ),
    ("import_survey_responses", "martians,p1,oth-fair,4\n", ["^row 2, column audience: “martians” is no audience"]),
    ("import_survey_responses", "others,,oth-fair,4\n", ["^row 2, column respondent: is empty"]),
    (
        "import_survey_responses",
        "others,p1,win-fair,4\n",
        ["^row 2, column question: “win-fair” is not asked of others"],
    ),
    (
        "import_survey_responses",
        "others,p1,oth-fair,6\n",
        ["^row 2, column answer: “6” is not a whole number from 1 to 5$"],
    ),
    (
        "import_survey_responses",
        IMPORTS["import_survey_responses"][3] * 2,
        ["^row 3, column question: “oth-fair” is answered twice"],
    ),
    (
        "import_kpis",
        "not a code,5 May,many\n",
        ["^row 2, column date: “5 May”", "^row 2, column kpi: “not a code”", "^row 2, column value: “many”"],
    ),
    ("import_kpis", "csat,2026-10-05,1\ncsat,2026-10-05,2\n", ["^row 3, column date: csat has two values"]),
    ("import_kpis", "csat,2026-10-05,Infinity\n", ["^row 2, column value: “Infinity” is no number"]),
]


@pytest.mark.parametrize(("command", "rows", "patterns"), ROWS)
def test_bad_rows_are_named_by_number_and_column_each_on_a_line(told, tmp_path, command, rows, patterns):
    stage, before, header, _good = IMPORTS[command]
    told(stage)
    path = tmp_path / "in.csv"
    path.write_text(header + rows, encoding="utf-8")
    same(refused(command, *before, path), patterns)


@pytest.mark.parametrize("command", IMPORTS)
def test_a_bad_row_after_a_good_one_keeps_both_out(told, tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    told(stage)
    columns = header.count(",")
    path = tmp_path / "in.csv"
    path.write_text(header + row + "?" + "," * columns + "\n", encoding="utf-8")
    lines = refused(command, *before, path)
    assert {line.split(",")[0] for line in lines} == {"row 3"}


@pytest.mark.parametrize("command", IMPORTS)
def test_windows_1252_with_semicolons_is_taken_as_a_spreadsheet_writes_it(told, tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    told(stage)
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
def test_a_bad_programme_file_is_refused_by_line_and_key(told, tmp_path, content, patterns):
    told("people")
    path = tmp_path / "in.yaml"
    if content is not None:
        path.write_bytes(content)
    same(refused("import_programme", path), patterns)


def test_a_windows_1252_programme_file_says_what_is_wrong(told, tmp_path):
    told("people")
    path = tmp_path / "in.yaml"
    path.write_bytes(PLAN.replace("Service Star,", "Étoile,").encode("cp1252", "replace"))
    assert len(refused("import_programme", path)) == 1


OUT = "OUT"  # stands for a file in a folder of its own
OTHERS = [
    ("planned", ("export_programme", "nothing"), "There is no programme “nothing”"),
    ("people", ("approve_programme", "nothing", *BY, "--informal", "Yes."), "There is no programme “nothing”"),
    (
        "planned",
        ("approve_programme", "service-stars", "--by", "who@example.org", "--informal", "Yes."),
        "who@example.org",
    ),
    ("planned", ("create_cycle", "nothing", "2026-10", "--opens", "2026-10-01"), "There is no programme “nothing”"),
    ("planned", ("create_cycle", "service-stars", "2026-11", "--opens", "2026-13-01"), "“2026-13-01” is no day"),
    ("planned", ("create_cycle", "service-stars", "no spaces", "--opens", "2026-10-01"), "slug"),
    ("planned", ("create_cycle", "service-stars", "x" * 90, "--opens", "2026-10-01"), "at most"),
    ("open", ("create_cycle", "service-stars", "2026-10", "--opens", "2026-10-01"), "has a cycle “2026-10” already"),
    ("planned", ("create_cycle", "service-stars", "2026-11", "--opens", "0001-01-01"), "0001-01-01"),
    ("planned", ("create_cycle", "service-stars", "2026-11", "--opens", "9999-12-31"), "9999-12-31"),
    ("open", ("move_cycle", CYCLE, "won", *REASON), "“won” is no stage"),
    ("open", ("move_cycle", CYCLE, "decided", *REASON), "cannot go to “Decided” from there"),
    ("open", ("move_cycle", CYCLE, "screening", "--reason", " "), "Say why with --reason"),
    ("open", ("move_cycle", "nothing/1", "screening", *REASON), "nothing/1"),
    ("screening", ("screen_nominations", CYCLE, "--accept-eligible", "--by", "who@example.org"), "who@example.org"),
    ("screening", ("screen_nominations", CYCLE, "--accept-eligible", "--by", "sam@example.org"), "does not manage"),
    ("screening", ("screen_nominations", "nothing/1", "--accept-eligible", *BY), "nothing/1"),
    ("open", ("import_scores", CYCLE, FILES / "scores.csv"), "scores are taken while judging only"),
    ("open", ("assign_judges", CYCLE), "."),
    ("screening", ("assign_judges", "nothing/1"), "nothing/1"),
    ("judging", ("import_nominations", CYCLE, FILES / "nominations.csv"), "nominations can be imported while"),
    ("judging", ("decide", CYCLE, "--by", "ines@example.org", "--confirmed-by", "maya@example.org"), "."),
    (
        "announced",
        ("decide", CYCLE, "--by", "ines@example.org", "--confirmed-by", "ines@example.org"),
        "another person",
    ),
    (
        "announced",
        ("decide", CYCLE, "--by", "who@example.org", "--confirmed-by", "maya@example.org"),
        "who@example.org",
    ),
    ("judging", ("results", "nothing/1"), "nothing/1"),
    ("judging", ("issue_certificates", CYCLE, "--out", OUT), "have not been announced"),
    ("judging", ("issue_certificates", "nothing/1", "--out", OUT), "nothing/1"),
    ("judging", ("import_survey_responses", CYCLE, FILES / "survey.csv"), "has not been announced"),
    ("judging", ("evaluation_report", "nothing/1", "--format", "json", "--out", OUT), "nothing/1"),
    ("judging", ("evaluation_report", CYCLE, "--format", "json", "--out", f"{OUT}/no/folder"), "cannot be written"),
    ("judging", ("export_audit", "--cycle", "nothing/1", "--out", OUT), "nothing/1"),
    ("judging", ("export_audit", "--out", f"{OUT}/no/folder.jsonl"), "cannot be written"),
    ("judging", ("verify_audit", f"{OUT}/nowhere.jsonl"), "nowhere.jsonl"),
    ("people", ("erase_person", "who@example.org", *REASON), "who@example.org"),
    ("people", ("export_person", "who@example.org", "--out", OUT), "who@example.org"),
    ("people", ("seed_demo",), "people"),
]


@pytest.mark.parametrize(("stage", "command", "pattern"), OTHERS)
def test_every_other_command_refuses_what_it_does_not_know_in_one_line(told, tmp_path, stage, command, pattern):
    told(stage)
    folder = tmp_path / "out"
    folder.mkdir()
    lines = refused(*(str(argument).replace(OUT, f"{folder}/file") for argument in command))
    same(lines, [pattern])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ("results", CYCLE, "--method", "luck"),
        ("results", CYCLE, "--format", "xml"),
        ("evaluation_report", CYCLE, "--format", "docx", "--out", "x"),
        ("move_cycle", CYCLE, "open"),
        ("approve_programme", "service-stars"),
        ("screen_nominations", CYCLE),
        ("erase_person", "sam@example.org"),
    ],
)
def test_an_option_that_is_missing_or_unknown_is_refused_before_anything(command):
    with pytest.raises(CommandError):
        call_command(*command)
