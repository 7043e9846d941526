import csv
import io
import json
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import UserFactory
from audit.models import Record
from judging.enums import AssignmentState, SeatRole
from judging.models import Assignment, Conflict, Decision, Result, Score, Seat
from judging.tests.factories import SeatFactory, judged_cycle, scored_cycle
from nominations.tests.factories import accepted_entry
from programmes.enums import Stage
from programmes.tests.factories import before_opening, running_cycle

pytestmark = pytest.mark.django_db

# Shrout & Fleiss 1979, Intraclass correlations, table 2: six targets, four judges.
SHROUT_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]


def command(name, *arguments, **options):
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def file_of(tmp_path, *lines, name="file.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def scores_file(tmp_path, rows):
    return file_of(tmp_path, "entry,judge_email,criterion,score,comment", *(",".join(map(str, row)) for row in rows))


@pytest.fixture
def shrout_fleiss(tmp_path):
    """The published table as a file of scores, for a cycle with one criterion and a scale from 1 to 10."""
    cycle, entries, seats, _chair = judged_cycle(entries=6, judges=4, weights={"impact": 100})
    with before_opening(cycle):
        cycle.rulebook.scale_high = 10
        cycle.rulebook.save(update_fields=["scale_high"])
    rows = [
        (entry.reference, seat.judge.email, "impact", value, "")
        for entry, values in zip(entries, SHROUT_FLEISS, strict=True)
        for seat, value in zip(seats, values, strict=True)
    ]
    return cycle, entries, seats, scores_file(tmp_path, rows)


def test_a_published_example_comes_out_of_results_as_published(shrout_fleiss):
    cycle, entries, seats, path = shrout_fleiss
    command("import_scores", cycle.label, path)
    answer = json.loads(command("results", cycle.label, format="json"))
    [category] = answer["categories"]
    assert round(category["reliability"]["icc_2_1"], 2) == 0.29
    assert round(category["reliability"]["icc_2_k"], 2) == 0.62
    assert {entry["reference"]: entry["rank"] for entry in category["entries"]} == {
        entries[4].reference: 1,
        entries[2].reference: 2,
        entries[0].reference: 3,
        entries[5].reference: 4,
        entries[3].reference: 5,
        entries[1].reference: 6,
    }
    assert [judge["sheets"] for judge in category["judges"]] == [6, 6, 6, 6]
    assert [judge["email"] for judge in category["judges"]] == sorted(seat.judge.email for seat in seats)


NUMBER = (int, float)


@pytest.mark.parametrize("method", ["mean", "trimmed_mean", "z_score", "calibrated", "borda"])
def test_scores_out_of_a_spreadsheet_give_the_documented_shape_by_every_method(shrout_fleiss, method):
    cycle, entries, _seats, path = shrout_fleiss
    # As a spreadsheet saves it in some countries: a mark at the start, semicolons, Windows lines.
    path.write_bytes(
        b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r", b"").replace(b",", b";").replace(b"\n", b"\r\n")
    )
    command("import_scores", cycle.label, path)
    answer = json.loads(command("results", cycle.label, method=method))
    assert list(answer) == ["cycle", "method", "computed_at", "categories"]
    assert (answer["cycle"], answer["method"]) == (cycle.label, method)
    assert datetime.fromisoformat(answer["computed_at"]).tzinfo is not None
    [category] = answer["categories"]
    assert list(category) == ["code", "entries", "judges", "reliability", "notes"]
    for entry in category["entries"]:
        assert list(entry) == [
            "reference", "nominee", "judges", "raw", "score", "standard_error", "rank", "p_first", "block",
        ]  # fmt: skip
        assert (entry["judges"], type(entry["rank"]), type(entry["block"])) == (4, int, int)
        missing = [
            name for name in ("raw", "score", "standard_error", "p_first") if not isinstance(entry[name], NUMBER)
        ]
        assert [name for name in missing if entry[name] is not None] == []
        assert all(any(key.split(":")[0] == name for key in category["notes"]) for name in missing)
    assert min(entry["rank"] for entry in category["entries"]) == 1
    assert category["entries"][0]["nominee"] in {entry.nominee_name for entry in entries}
    assert {tuple(judge) for judge in category["judges"]} == {("email", "sheets", "severity", "consistency")}
    assert list(category["reliability"]) == ["krippendorff_alpha", "icc_2_1", "icc_2_k"]


def test_a_figure_that_cannot_be_computed_is_null_with_its_reason():
    cycle, _entries, seats, _chair = scored_cycle([[5, 4], [3, None]])
    answer = json.loads(command("results", cycle.label))
    [category] = answer["categories"]
    assert category["reliability"]["icc_2_1"] is None
    assert category["notes"]["icc_2_1"] == "Not every judge scored every entry, which this coefficient needs."
    assert category["notes"][f"consistency:{seats[0].judge.email}"] == (
        "This judge shares fewer than three entries with other judges."
    )


def test_results_as_csv_have_one_row_an_entry_best_first():
    cycle, entries, _seats, _chair = scored_cycle([[3, 3], [5, 5]])
    rows = list(csv.reader(io.StringIO(command("results", cycle.label, format="csv"))))
    assert rows[0][:3] == ["category", "reference", "nominee"]
    assert [row[1] for row in rows[1:]] == [entries[1].reference, entries[0].reference]


def test_the_same_inputs_are_computed_once():
    cycle, *_ = scored_cycle([[3, 3], [5, 5]])
    first = command("results", cycle.label)
    assert command("results", cycle.label) == first
    assert Result.objects.count() == 1


def test_importing_the_same_scores_twice_changes_nothing(shrout_fleiss):
    cycle, _entries, _seats, path = shrout_fleiss
    command("import_scores", cycle.label, path)
    before = (
        list(Assignment.objects.order_by("pk").values()),
        list(Score.objects.order_by("pk").values()),
        Record.objects.count(),
    )
    said = command("import_scores", cycle.label, path)
    assert said == "0 scores added, 0 changed, 0 sheets complete and sent.\n"
    after = (
        list(Assignment.objects.order_by("pk").values()),
        list(Score.objects.order_by("pk").values()),
        Record.objects.count(),
    )
    assert after == before


def test_a_trial_says_what_it_would_do_and_changes_nothing(shrout_fleiss):
    cycle, _entries, _seats, path = shrout_fleiss
    said = command("import_scores", cycle.label, path, dry_run=True)
    assert "24 scores added" in said
    assert Score.objects.count() == 0


def test_the_nominees_email_names_the_entry_too(tmp_path):
    cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1)
    path = scores_file(
        tmp_path, [(entry.person.email.upper(), seat.judge.email, code, 4, "") for code in ("impact", "care")]
    )
    command("import_scores", cycle.label, path)
    assert Assignment.objects.get().state == AssignmentState.SUBMITTED


def test_a_sheet_with_a_criterion_missing_is_started_and_not_sent(tmp_path):
    cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1)
    command("import_scores", cycle.label, scores_file(tmp_path, [(entry.reference, seat.judge.email, "impact", 4, "")]))
    assert Assignment.objects.get().state == AssignmentState.STARTED


def test_every_bad_row_is_named_by_row_and_column_and_nothing_is_taken(tmp_path):
    cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1)
    good = (entry.reference, seat.judge.email, "impact", 4, "")
    path = scores_file(
        tmp_path,
        [
            good,
            ("E-none", seat.judge.email, "impact", 4, ""),
            (entry.reference, "nobody@example.org", "impact", 4, ""),
            (entry.reference, seat.judge.email, "charm", 4, ""),
            (entry.reference, seat.judge.email, "care", 6, ""),
            (entry.reference, seat.judge.email, "care", "good", ""),
            good,
        ],
    )
    with pytest.raises(CommandError) as refused:
        command("import_scores", cycle.label, path)
    assert str(refused.value).splitlines() == [
        "row 3, column entry: “E-none” is no entry here",
        f"row 4, column judge_email: “nobody@example.org” has no seat on the panel of {cycle.label}",
        "row 5, column criterion: “charm” is not scored in Service Star (impact, care)",
        "row 6, column score: 6 is not on the scale from 1 to 5",
        "row 7, column score: “good” is not a number",
        "row 8, column criterion: was scored by this judge in row 2 already",
    ]
    assert Score.objects.count() == 0


def test_scores_of_a_judge_with_a_conflict_are_refused(tmp_path):
    cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1)
    entry.person.line_manager = seat.judge
    entry.person.save()
    path = scores_file(tmp_path, [(entry.reference, seat.judge.email, "impact", 4, "")])
    with pytest.raises(CommandError, match=r"row 2, column judge_email: .* has a conflict of interest with"):
        command("import_scores", cycle.label, path)
    assert Conflict.objects.count() == 0


def test_another_value_for_a_sheet_that_was_sent_is_refused(shrout_fleiss, tmp_path):
    cycle, entries, seats, path = shrout_fleiss
    command("import_scores", cycle.label, path)
    changed = scores_file(tmp_path, [(entries[0].reference, seats[0].judge.email, "impact", 3, "")])
    with pytest.raises(CommandError, match="row 2, column score: differs from the sheet that was sent"):
        command("import_scores", cycle.label, changed)


def test_scores_are_taken_while_judging_only(tmp_path):
    cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1, stage=Stage.DELIBERATING)
    path = scores_file(tmp_path, [(entry.reference, seat.judge.email, "impact", 4, "")])
    with pytest.raises(CommandError, match="scores are taken while judging only"):
        command("import_scores", cycle.label, path)


def test_the_number_of_queries_of_an_import_does_not_grow_with_its_rows(tmp_path, django_assert_max_num_queries):
    cycle, entries, seats, _chair = judged_cycle(entries=30, judges=4)
    rows = [(e.reference, s.judge.email, c, 3, "") for e in entries for s in seats for c in ("impact", "care")]
    path = scores_file(tmp_path, rows)
    with django_assert_max_num_queries(40):
        command("import_scores", cycle.label, path)
    assert Score.objects.count() == 240


def test_a_panel_is_seated_from_a_file_and_the_same_file_again_changes_nothing(tmp_path):
    cycle = running_cycle(stage=Stage.SCREENING)
    rosalind, sian = UserFactory(email="rosalind@example.org"), UserFactory(email="sian@example.org")
    path = file_of(
        tmp_path, "email,role,categories", "rosalind@example.org,judge,individual", "SIAN@example.org,chair,"
    )
    command("seat_judges", cycle.label, path)
    records = Record.objects.count()
    command("seat_judges", cycle.label, path)
    assert list(Seat.objects.values_list("judge", "role", "categories__code")) == [
        (rosalind.pk, SeatRole.JUDGE, "individual"),
        (sian.pk, SeatRole.CHAIR, None),
    ]
    assert Record.objects.count() == records


def test_a_bad_file_of_seats_seats_nobody(tmp_path):
    cycle = running_cycle(stage=Stage.SCREENING)
    UserFactory(email="rosalind@example.org")
    path = file_of(
        tmp_path,
        "email,role,categories",
        "rosalind@example.org,judge,individual",
        "nobody@example.org,boss,team",
        "rosalind@example.org,judge,",
    )
    with pytest.raises(CommandError) as refused:
        command("seat_judges", cycle.label, path)
    assert str(refused.value).splitlines() == [
        "row 3, column categories: “team” is no category here (individual)",
        "row 3, column email: “nobody@example.org” is nobody with an open account",
        "row 3, column role: “boss” is neither judge nor chair",
        "row 4, column email: rosalind@example.org stands in row 2 already",
    ]
    assert Seat.objects.count() == 0


def test_assigning_prints_loads_and_what_is_infeasible_by_name():
    cycle, entries, seats, _chair = judged_cycle(entries=4, judges=3)
    entries[0].person.line_manager = seats[0].judge
    entries[0].person.save()
    answer = json.loads(command("assign_judges", cycle.label, json=True))
    assert answer["loads"] == {seats[0].judge.email: 3, seats[1].judge.email: 4, seats[2].judge.email: 4}
    assert answer["conflicts_avoided"] == 1
    assert answer["problems"] == [f"{entries[0].reference} lacks 1 judge of 3."]


def test_assigning_again_changes_nothing():
    cycle, *_ = judged_cycle(entries=5, judges=4)
    command("assign_judges", cycle.label)
    before = list(Assignment.objects.order_by("pk").values())
    assert "0 assigned, 0 taken back" in command("assign_judges", cycle.label)
    assert list(Assignment.objects.order_by("pk").values()) == before


def test_deciding_makes_the_first_place_a_decision_of_two_people():
    maya = UserFactory()
    cycle, entries, _seats, chair = scored_cycle([[3, 3], [5, 5]], managers=[maya])
    command("decide", cycle.label, by=maya.email, confirmed_by=chair.judge.email)
    command("decide", cycle.label, by=maya.email, confirmed_by=chair.judge.email)
    decision = Decision.objects.get()
    assert (decision.entry, decision.place, decision.proposed_by, decision.confirmed_by) == (
        entries[1],
        1,
        maya,
        chair.judge,
    )


def test_a_tie_that_the_rules_leave_open_is_refused_by_name():
    maya = UserFactory()
    cycle, entries, _seats, chair = scored_cycle([[4, 4], [4, 4], [1, 1]], managers=[maya])
    with pytest.raises(CommandError) as refused:
        command("decide", cycle.label, by=maya.email, confirmed_by=chair.judge.email)
    assert str(refused.value) == (
        f"Service Star: {entries[0].reference}, {entries[1].reference} are level after every tie-break of the rules; "
        "the chair decides, in writing."
    )
    assert Decision.objects.count() == 0


def test_one_person_cannot_decide_alone():
    maya = UserFactory()
    cycle, *_ = scored_cycle([[3, 3], [5, 5]], managers=[maya])
    with pytest.raises(CommandError, match="confirmed by another person"):
        command("decide", cycle.label, by=maya.email, confirmed_by=maya.email)


@pytest.mark.parametrize("name", ["assign_judges", "results"])
def test_an_unknown_cycle_is_one_clear_line(name):
    with pytest.raises(CommandError, match="There is no cycle “nowhere/never”"):
        command(name, "nowhere/never")


def test_a_late_entry_gets_judges_and_what_is_started_stays():
    cycle, _entries, seats, _chair = judged_cycle(entries=3, judges=3)
    command("assign_judges", cycle.label)
    Assignment.objects.update(state=AssignmentState.STARTED)
    late = accepted_entry(cycle)
    SeatFactory(panel=seats[0].panel)
    assert "3 assigned, 0 taken back" in command("assign_judges", cycle.label)
    assert late.assignments.count() == 3
