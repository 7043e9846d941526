from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from communications.models import Message
from nominations.models import Evidence, Nomination, Nominee
from nominations.services.import_rows import COLUMNS
from nominations.tests.factories import open_cycle
from programmes.enums import Stage
from programmes.tests.factories import CategoryFactory, before_opening

pytestmark = pytest.mark.django_db
GOOD = {
    "reference": "P-1",
    "category": "individual",
    "nominee_email": "",
    "nominee_name": "Samira Khan",
    "nominee_team": "Ferry Lane",
    "nominator_name": "Deborah Ashworth",
    "nominator_email": "deborah@ashworth.example",
    "nominator_kind": "customer",
    "submitted_at": "2026-10-03",
    "situation": "A burst main.",
    "task": "",
    "action": "She found a crew.",
    "result": "Mum was safe.",
}


@pytest.fixture
def cycle():
    return open_cycle()


@pytest.fixture
def sheet(tmp_path):
    def write(*rows, columns=COLUMNS, delimiter=",", encoding="utf-8"):
        lines = [delimiter.join(columns)]
        lines += [delimiter.join(str({**GOOD, **row}.get(column, "")) for column in columns) for row in rows]
        path = tmp_path / "nominations.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return path

    return write


def bring_in(cycle, path, **options):
    call_command("import_nominations", cycle.label, str(path), **options)


def refused(cycle, path) -> list[str]:
    with pytest.raises(CommandError) as refusal:
        bring_in(cycle, path)
    assert (Nomination.objects.count(), Nominee.objects.count(), Record.objects.count()) == (0, 0, 0)
    return str(refusal.value).splitlines()


def test_a_row_becomes_a_submitted_nomination_with_its_story(cycle, sheet, capsys):
    bring_in(cycle, sheet({}))
    nomination = Nomination.objects.get()
    assert (nomination.external_reference, nomination.state, nomination.nominator_kind) == (
        "P-1",
        "submitted",
        "customer",
    )
    assert nomination.submitted_at == datetime(2026, 10, 2, 23, tzinfo=UTC)
    assert (nomination.nominee.name_given, nomination.nominee.team_given) == ("Samira Khan", "Ferry Lane")
    assert list(nomination.evidence.values_list("part", "text")) == [
        ("situation", "A burst main."),
        ("action", "She found a crew."),
        ("result", "Mum was safe."),
    ]
    assert Record.objects.get().data == {"category": "individual", "kind": "customer"}
    assert not Message.objects.exists()
    assert capsys.readouterr().out == f"{cycle.label}: 1 nominations imported, 0 were there already.\n"


def test_the_same_file_again_adds_nothing_and_a_longer_one_the_rest(cycle, sheet, capsys):
    bring_in(cycle, sheet({}))
    bring_in(cycle, sheet({}))
    bring_in(cycle, sheet({}, {"reference": "P-2"}))
    assert Nomination.objects.count() == Record.objects.count() == 2
    assert capsys.readouterr().out.splitlines()[-1] == f"{cycle.label}: 1 nominations imported, 1 were there already."


def test_a_trial_changes_nothing_and_says_so(cycle, sheet, capsys):
    bring_in(cycle, sheet({}), dry_run=True)
    assert not Nomination.objects.exists()
    assert capsys.readouterr().out.splitlines() == [
        f"{cycle.label}: 1 nominations imported, 0 were there already.",
        "This was a trial: nothing has been changed.",
    ]


def test_people_and_teams_are_found_where_the_file_is_sure(cycle, sheet):
    with before_opening(cycle):
        CategoryFactory(rulebook=cycle.rulebook, code="team", nominee="team")
    team = TeamFactory(name="Ferry Lane")
    samira = UserFactory(email="samira@example.org", full_name="Samira Khan", team=team)
    maya = UserFactory(email="maya@example.org")
    bring_in(
        cycle,
        sheet(
            {"reference": "by-email", "nominee_email": "Samira@Example.org", "nominee_name": ""},
            {"reference": "by-name", "nominee_name": "samira khan", "nominee_team": "ferry lane"},
            {"reference": "not-sure", "nominee_name": "Samira", "nominator_email": "maya@example.org"},
            {"reference": "team", "category": "team", "nominee_name": ""},
        ),
    )
    found = {n.external_reference: n for n in Nomination.objects.select_related("nominee")}
    assert [found[key].nominee.person for key in ("by-email", "by-name", "not-sure")] == [samira, samira, None]
    assert found["team"].nominee.team == team
    assert found["not-sure"].nominator == maya


def test_columns_of_evidence_go_to_their_criteria(cycle, sheet):
    bring_in(cycle, sheet({"evidence:impact": "All day."}, columns=[*COLUMNS, "evidence:impact"]))
    assert Evidence.objects.get(criterion__code="impact").text == "All day."


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ";"), ("utf-8-sig", "\t"), ("utf-8", ",")])
def test_what_spreadsheets_write_is_read(cycle, sheet, encoding, delimiter):
    bring_in(cycle, sheet({"nominee_name": "Zoë Åberg’s"}, delimiter=delimiter, encoding=encoding))
    assert Nominee.objects.get().name_given == "Zoë Åberg’s"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"category": "nothing"}, "row 3, column category: “nothing” is no category here (individual)"),
        (
            {"submitted_at": "3/10/2026"},
            "row 3, column submitted_at: “3/10/2026” is no date; write 2026-10-03 or 2026-10-03T14:30",
        ),
        (
            {"submitted_at": "2026-02-30"},
            "row 3, column submitted_at: “2026-02-30” is no date; write 2026-10-03 or 2026-10-03T14:30",
        ),
        (
            {"nominator_kind": "boss"},
            "row 3, column nominator_kind: “boss” is none of customer, colleague, leader, self",
        ),
        ({"nominator_email": "deborah"}, "row 3, column nominator_email: “deborah” is no email address"),
        (
            {"reference": ""},
            "row 3, column reference: is empty; it tells a nomination from the others when the file is read again",
        ),
        ({"reference": "P-0"}, "row 3, column reference: “P-0” stands in row 2 already"),
        ({"nominee_name": ""}, "row 3, column nominee_name: is empty; give an email address or a name"),
        (
            {"nominee_name": "", "nominee_email": "gone@example.org"},
            "row 3, column nominee_email: “gone@example.org” is nobody's address here, and no name is given",
        ),
        (
            {"situation": "", "action": "", "result": ""},
            "row 3, column action: is empty, and so is the rest of the story; say what was done",
        ),
        ({"nominee_name": "x" * 151}, "row 3, column nominee_name: has 151 characters; 150 are the most"),
        ({column: column for column in COLUMNS}, "row 3: repeats the header"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column_and_nothing_is_changed(cycle, sheet, row, problem):
    assert refused(cycle, sheet({"reference": "P-0"}, row)) == [problem]


def test_every_bad_place_is_named_at_once(cycle, sheet):
    lines = refused(cycle, sheet({"category": "x"}, {"reference": "P-2", "submitted_at": "", "nominator_kind": ""}))
    assert [line.split(":")[0] for line in lines] == [
        "row 2, column category",
        "row 3, column nominator_kind",
        "row 3, column submitted_at",
    ]


def test_a_missing_a_repeated_and_an_unknown_column_are_named(cycle, sheet):
    assert refused(cycle, sheet({}, columns=COLUMNS[1:])) == ["row 1, column reference: this column is missing"]
    assert refused(cycle, sheet({}, columns=[*COLUMNS, "task"])) == ["row 1, column task: this column stands twice"]
    assert len(refused(cycle, sheet({}, columns=[*COLUMNS, "colour"]))) == 1
    assert refused(cycle, sheet({}, columns=[*COLUMNS, "evidence:zeal"])) == [
        "row 1, column evidence:zeal: names no criterion of these rules (impact, care)"
    ]


def test_evidence_for_a_criterion_of_another_category_is_named(cycle, sheet):
    with before_opening(cycle):
        CategoryFactory(rulebook=cycle.rulebook, code="other")
    path = sheet({"category": "other", "evidence:care": "Kind."}, columns=[*COLUMNS, "evidence:care"])
    assert refused(cycle, path) == ["row 2, column evidence:care: is no criterion of the category “other”"]


def test_a_nul_byte_an_empty_and_an_absent_file_are_refused(cycle, sheet, tmp_path):
    assert len(refused(cycle, sheet({"action": "a\x00b"}))) == 1
    (tmp_path / "empty.csv").write_bytes(b"")
    assert refused(cycle, tmp_path / "empty.csv") == ["the file is empty"]
    assert len(refused(cycle, tmp_path / "none.csv")) == 1


def test_nothing_is_imported_before_the_cycle_opens_nor_once_judging_has_begun(cycle, sheet):
    for stage in (Stage.PLANNED, Stage.JUDGING):
        cycle.stage = stage
        cycle.save()
        assert len(refused(cycle, sheet({}))) == 1


def test_many_rows_take_few_queries(cycle, sheet, django_assert_max_num_queries):
    path = sheet(*[{"reference": f"P-{number}"} for number in range(300)])
    with django_assert_max_num_queries(60):
        bring_in(cycle, path)
    assert Nomination.objects.count() == 300


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:00-12:00"])
def test_a_date_of_another_century_is_a_slip_of_the_keys(cycle, sheet, moment):
    latest = cycle.closes_at.year + 1
    assert refused(cycle, sheet({"submitted_at": moment})) == [
        f"row 2, column submitted_at: “{moment}” is not between 2000 and {latest}"
    ]
