from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady, StaleState
from communications.models import Message
from judging import privacy
from judging.enums import TRANSITIONS, AssignmentState, ConflictSource, ConflictState
from judging.models import Assignment, Conflict, Decision, Result, Score
from judging.queries.past_winners import winners_since
from judging.queries.readiness import before_decided, before_deliberating, before_judging
from judging.queries.sheets import held_on, own_sheets
from judging.queries.waiting import waiting
from judging.refusals import NotJudging, NotOwnSheet, OffTheScale, ReasonTooShort, TieLeftOpen, Unscored
from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.services.conflicts import declare_conflict, find_conflicts, rule_on_conflict
from judging.services.deciding import confirm_decision, propose_decision, sentences_in, withdraw_decision
from judging.services.deliberating import write_minutes
from judging.services.panels import leave_seat, seat_judge
from judging.services.scoring import reopen_sheet, save_scores, submit_all, submit_sheet
from judging.services.sheets import move_sheet
from judging.tests.factories import AssignmentFactory, ConflictFactory, judged_cycle, scored_cycle, submitted_sheet
from nominations.tests.factories import NominationFactory
from programmes.enums import Stage
from programmes.services.cycles import move_cycle

pytestmark = pytest.mark.django_db

FOUR = {"impact": Decimal(4), "care": Decimal(4)}


@pytest.fixture
def sheet():
    _cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1)
    return AssignmentFactory(seat=seat, entry=entry)


def judge_of(sheet):
    return sheet.seat.judge


@pytest.mark.parametrize("was", AssignmentState.values)
@pytest.mark.parametrize("to", AssignmentState.values)
def test_a_sheet_moves_only_as_the_table_says(sheet, was, to):
    Assignment.objects.filter(pk=sheet.pk).update(state=was, submitted_at="2026-10-30T10:00Z")
    sheet.refresh_from_db()
    if to in TRANSITIONS[was]:
        assert move_sheet(sheet=sheet, to=to, actor=None).state == to
    else:
        with pytest.raises(IllegalMove):
            move_sheet(sheet=sheet, to=to, actor=None)
        assert Assignment.objects.get().state == was


def test_a_sheet_that_somebody_else_moved_is_stale(sheet):
    Assignment.objects.update(state=AssignmentState.RECUSED)
    with pytest.raises(StaleState):
        move_sheet(sheet=sheet, to=AssignmentState.STARTED, actor=None)


def test_a_judge_saves_as_far_as_they_are_and_the_trail_keeps_each_value(sheet):
    save_scores(sheet=sheet, values={"impact": Decimal(4)}, version=0, actor=judge_of(sheet))
    save_scores(sheet=sheet, values={"impact": Decimal(5)}, version=1, actor=judge_of(sheet))
    assert Score.objects.get().value == 5
    records = Record.objects.filter(verb="scores.saved").order_by("pk")
    assert [(record.before, record.data) for record in records] == [
        ({}, {"impact": 4.0}),
        ({"impact": 4.0}, {"impact": 5.0}),
    ]


def test_of_two_windows_the_later_save_counts_and_says_what_it_replaced(sheet):
    save_scores(sheet=sheet, values=FOUR, version=0, actor=judge_of(sheet))
    saved = save_scores(sheet=sheet, values={"impact": Decimal(2)}, version=0, actor=judge_of(sheet))
    assert [(one.was, one.now) for one in saved.overtaken] == [(Decimal(4), Decimal(2))]
    assert {s.criterion.code: s.value for s in Score.objects.all()} == {"impact": 2, "care": 4}


def test_what_another_window_saved_since_the_sheet_was_read_is_said_and_kept_too(sheet):
    late = own_sheets(judge_of(sheet)).get()
    held = held_on(late)
    save_scores(sheet=sheet, values=FOUR, version=0, actor=judge_of(sheet))
    saved = save_scores(sheet=late, values={"impact": Decimal(2)}, version=0, actor=judge_of(sheet), held=held)
    assert (saved.sheet.version, [(one.was, one.now) for one in saved.overtaken]) == (2, [(Decimal(4), Decimal(2))])
    assert Record.objects.filter(verb="scores.saved").latest("pk").before == {"impact": 4.0}
    assert {s.criterion.code: s.value for s in Score.objects.all()} == {"impact": 2, "care": 4}


def test_who_stands_aside_since_the_sheet_was_read_writes_no_more(sheet):
    held = held_on(sheet)
    Conflict.objects.create(seat=sheet.seat, entry=sheet.entry, source="declared", reason="A neighbour.")
    with pytest.raises(NotOwnSheet):
        save_scores(sheet=sheet, values=FOUR, version=0, actor=judge_of(sheet), held=held)
    sheet.refresh_from_db()
    assert (Score.objects.count(), sheet.version, sheet.state) == (0, 0, "assigned")


def test_a_touch_takes_eight_statements(client, sheet):
    judge = judge_of(sheet)
    save_scores(sheet=sheet, values=FOUR, version=0, actor=judge)
    client.force_login(judge)
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("judging:save", args=[sheet.pk]), {"version": 1, "score-impact": 2})
    brackets = ("SAVEPOINT", "RELEASE")
    # organisation, session, person; the sheet, what it holds; the claim, the score, the trail
    assert sum(not query["sql"].startswith(brackets) for query in asked.captured_queries) == 8


def test_in_one_window_a_changed_mind_is_no_collision(sheet):
    save_scores(sheet=sheet, values=FOUR, version=0, actor=judge_of(sheet))
    assert save_scores(sheet=sheet, values={"impact": Decimal(2)}, version=1, actor=judge_of(sheet)).overtaken == ()


def test_nobody_writes_on_another_judges_sheet_not_even_an_administrator(sheet):
    for person in (UserFactory(), AdministratorFactory(is_superuser=True)):
        with pytest.raises(NotOwnSheet):
            save_scores(sheet=sheet, values=FOUR, version=0, actor=person)
    assert Score.objects.count() == 0


@pytest.mark.parametrize("stage", [stage for stage in Stage.values if stage != Stage.JUDGING])
def test_scores_are_saved_while_judging_only(sheet, stage):
    cycle = sheet.seat.panel.cycle
    type(cycle).objects.filter(pk=cycle.pk).update(stage=stage)
    sheet = Assignment.objects.get()
    with pytest.raises(NotJudging):
        save_scores(sheet=sheet, values=FOUR, version=0, actor=judge_of(sheet))


@pytest.mark.parametrize("values", [{"impact": Decimal(6)}, {"impact": Decimal("NaN")}, {"charm": Decimal(3)}])
def test_a_score_that_the_rules_do_not_have_is_refused(sheet, values):
    with pytest.raises(OffTheScale):
        save_scores(sheet=sheet, values=values, version=0, actor=judge_of(sheet))


def test_a_sheet_with_a_criterion_unscored_is_not_sent(sheet):
    save_scores(sheet=sheet, values={"impact": Decimal(4)}, version=0, actor=judge_of(sheet))
    with pytest.raises(Unscored) as refused:
        submit_sheet(sheet=sheet, actor=judge_of(sheet))
    assert refused.value.missing == ["Care"]


def test_a_sent_sheet_takes_no_score(sheet):
    save_scores(sheet=sheet, values=FOUR, version=0, actor=judge_of(sheet))
    submit_sheet(sheet=sheet, actor=judge_of(sheet))
    with pytest.raises(StaleState):
        save_scores(sheet=sheet, values={"impact": Decimal(1)}, version=1, actor=judge_of(sheet))
    assert Score.objects.get(criterion__code="impact").value == 4


def test_sending_all_sends_none_while_one_is_incomplete():
    cycle, entries, [seat], _chair = judged_cycle(entries=2, judges=1)
    first, _second = [AssignmentFactory(seat=seat, entry=entry) for entry in entries]
    save_scores(sheet=first, values=FOUR, version=0, actor=seat.judge)
    with pytest.raises(Unscored):
        submit_all(cycle=cycle, actor=seat.judge)
    assert set(Assignment.objects.values_list("state", flat=True)) == {"started", "assigned"}


def test_the_chair_reopens_a_sheet_and_the_trail_keeps_both_versions():
    _cycle, [entry], [seat], chair = judged_cycle(entries=1, judges=1)
    sheet = submitted_sheet(seat, entry, {"impact": 4, "care": 4})
    reopen_sheet(sheet=sheet, reason="Care was scored for another entry.", actor=chair.judge)
    save_scores(sheet=sheet, values={"care": Decimal(2)}, version=sheet.version, actor=seat.judge)
    submit_sheet(sheet=sheet, actor=seat.judge)
    assert Record.objects.get(verb="sheet.reopened").before == {"state": "submitted", "impact": 4.0, "care": 4.0}
    assert Record.objects.get(verb="sheet.submitted").data == {"state": "submitted", "impact": 4.0, "care": 2.0}
    assert Message.objects.get(template_key="sheet_reopened").to_person == seat.judge


def test_only_the_chair_reopens_a_sheet():
    maya = UserFactory()
    _cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1, managers=[maya])
    sheet = submitted_sheet(seat, entry, {"impact": 4, "care": 4})
    for person in (maya, seat.judge, AdministratorFactory()):
        with pytest.raises(NotAllowed):
            reopen_sheet(sheet=sheet, reason="Please.", actor=person)


def test_conflicts_are_found_by_rule_and_only_once():
    cycle, entries, seats, _chair = judged_cycle(entries=6, judges=1)
    judge = seats[0].judge
    boss = entries[3].person
    judge.line_manager = boss
    judge.save()
    entries[1].person.team = judge.team
    entries[1].person.save()
    entries[2].person.line_manager = judge
    entries[2].person.save()
    NominationFactory(cycle=cycle, category=entries[4].category, entry=entries[4], state="accepted", nominator=judge)
    entries[0].person = judge
    entries[0].save()
    found = find_conflicts(cycle=cycle, actor=None)
    assert [(conflict.entry, conflict.source) for conflict in found] == [
        (entries[0], ConflictSource.SELF),
        (entries[1], ConflictSource.SAME_TEAM),
        (entries[2], ConflictSource.LINE_MANAGER),
        (entries[3], ConflictSource.REPORT),
        (entries[4], ConflictSource.NOMINATOR),
    ]
    assert find_conflicts(cycle=cycle, actor=None) == []


def test_a_declared_conflict_takes_the_entry_away_at_once_and_assigning_fills_the_gap():
    cycle, [entry], seats, _chair = judged_cycle(entries=1, judges=4)
    assign_judges(cycle=cycle, actor=None)
    seat = entry.assignments.first().seat
    declare_conflict(seat=seat, entry=entry, reason="We share a car.", actor=seat.judge)
    assert entry.assignments.get(seat=seat).state == AssignmentState.RECUSED
    assign_judges(cycle=cycle, actor=None)
    assert set(entry.assignments.filter(state="assigned").values_list("seat", flat=True)) == {
        other.pk for other in seats if other != seat
    }


def test_a_cleared_conflict_gives_the_sheet_back_and_is_not_found_again():
    cycle, [entry], [seat], chair = judged_cycle(entries=1, judges=1)
    entry.person.team = seat.judge.team
    entry.person.save()
    sheet = AssignmentFactory(seat=seat, entry=entry)
    [conflict] = find_conflicts(cycle=cycle, actor=None)
    rule_on_conflict(conflict=conflict, uphold=False, reason="They have never met.", actor=chair.judge)
    sheet.refresh_from_db()
    assert (sheet.state, conflict.state) == (AssignmentState.ASSIGNED, ConflictState.CLEARED)
    assert find_conflicts(cycle=cycle, actor=None) == []


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.ANNOUNCED, Stage.CLOSED])
def test_conflicts_stay_as_they_were_ruled_on_once_the_panel_has_decided(stage):
    cycle, [entry], [seat], chair = judged_cycle(entries=1, judges=1)
    sheet = AssignmentFactory(seat=seat, entry=entry)
    found = ConflictFactory(seat=seat, entry=entry)
    type(cycle).objects.update(stage=stage)
    conflict = Conflict.objects.get(pk=found.pk)
    with pytest.raises(NotJudging):
        rule_on_conflict(conflict=conflict, uphold=True, reason="They share a car.", actor=chair.judge)
    with pytest.raises(NotJudging):
        declare_conflict(seat=seat, entry=conflict.entry, reason="We share a car.", actor=seat.judge)
    sheet.refresh_from_db()
    assert (sheet.state, list(Conflict.objects.values_list("state", flat=True))) == ("assigned", ["open"])


def test_the_judge_concerned_never_rules_even_from_the_chair():
    _cycle, [entry], [seat], chair = judged_cycle(entries=1, judges=1)
    own = ConflictFactory(seat=chair, entry=entry)
    other = ConflictFactory(seat=seat, entry=entry)
    for conflict, person in ((own, chair.judge), (other, seat.judge), (other, AdministratorFactory())):
        with pytest.raises(NotAllowed):
            rule_on_conflict(conflict=conflict, uphold=False, reason="It is fine.", actor=person)
    assert set(Conflict.objects.values_list("state", flat=True)) == {"open"}


def test_the_sheet_of_a_judge_with_a_standing_conflict_does_not_count():
    cycle, entries, seats, _chair = scored_cycle([[5, 1], [3, 3]])
    [before] = compute_results(cycle=cycle, actor=None)
    ConflictFactory(seat=seats[0], entry=entries[0])
    [after] = compute_results(cycle=cycle, actor=None)
    assert [result.figures["entries"][0]["judges"] for result in (before, after)] == [2, 1]


def test_a_judge_who_leaves_keeps_what_was_sent_and_gives_back_the_rest():
    cycle, entries, [seat, *_], _chair = judged_cycle(entries=2, judges=3)
    sent = submitted_sheet(seat, entries[0], {"impact": 4, "care": 4})
    open_one = AssignmentFactory(seat=seat, entry=entries[1])
    leave_seat(seat=seat, actor=None)
    assert {s.pk: s.state for s in seat.assignments.all()} == {sent.pk: "submitted", open_one.pk: "withdrawn"}
    assert seat.judge_id not in {load.seat.judge_id for load in assign_judges(cycle=cycle, actor=None).loads}


def test_seating_the_same_judge_again_changes_nothing():
    maya, rosalind = UserFactory(), UserFactory()
    cycle, *_ = judged_cycle(managers=[maya])
    for _time in range(2):
        seat_judge(cycle=cycle, judge=rosalind, actor=maya)
    assert Record.objects.filter(verb="judge.seated").count() == 1
    assert Message.objects.filter(template_key="judge_invitation").count() == 1


@pytest.fixture
def decided():
    """A cycle that deliberates, with its result computed: entries in the order first, second."""
    maya = UserFactory()
    cycle, entries, _seats, chair = scored_cycle([[5, 5], [2, 3]], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    return cycle, entries, maya, chair.judge


def test_departing_from_the_ranking_takes_a_reason_of_two_sentences(decided):
    _cycle, [_first, second], maya, _chair = decided
    with pytest.raises(ReasonTooShort):
        propose_decision(entry=second, place=1, justification="The panel prefers this one.", actor=maya)
    decision = propose_decision(
        entry=second, place=1, justification="The winner has left. The next one is moved up.", actor=maya
    )
    assert decision.departs_from_ranking is True


def test_a_decision_counts_when_another_person_confirms_it_and_minutes_are_written(decided):
    cycle, [first, _second], maya, chair = decided
    decision = propose_decision(entry=first, place=1, justification="First by the ranking.", actor=maya)
    with pytest.raises(NotAllowed):
        confirm_decision(decision=decision, actor=maya)
    with pytest.raises(NotReady):
        confirm_decision(decision=decision, actor=chair)
    write_minutes(cycle=cycle, category=first.category, text="We weighed both.", actor=chair)
    assert before_decided(cycle) == ["Service Star: place 1 is not decided and confirmed."]
    confirm_decision(decision=decision, actor=chair)
    assert before_decided(cycle) == []
    assert winners_since(cycle.programme, cycle.opens_at) == {("individual", "person", first.person_id)}


def test_who_stands_aside_neither_proposes_nor_confirms(decided):
    cycle, [first, _second], maya, chair = decided
    ConflictFactory(seat=cycle.panel.seats.get(judge=chair), entry=first)
    with pytest.raises(NotAllowed):
        propose_decision(entry=first, place=1, justification="First by the ranking.", actor=chair)
    decision = propose_decision(entry=first, place=1, justification="First by the ranking.", actor=maya)
    write_minutes(cycle=cycle, category=first.category, text="We weighed both.", actor=maya)
    with pytest.raises(NotAllowed):
        confirm_decision(decision=decision, actor=chair)


def test_a_tie_left_open_is_proposed_by_the_chair_alone():
    maya = UserFactory()
    cycle, [first, _second], _seats, chair = scored_cycle([[4, 4], [4, 4]], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    with pytest.raises(TieLeftOpen):
        propose_decision(entry=first, place=1, justification="They tie.", actor=maya)
    decision = propose_decision(entry=first, place=1, justification="The effort was greater.", actor=chair.judge)
    assert (decision.place, decision.departs_from_ranking) == (1, False)


def test_the_rulebooks_order_breaks_a_tie():
    cycle, [first, second], [seat, other], _chair = judged_cycle(
        stage=Stage.DELIBERATING, weights={"impact": 50, "care": 50}
    )
    for judge in (seat, other):
        submitted_sheet(judge, first, {"impact": 3, "care": 5})
        submitted_sheet(judge, second, {"impact": 5, "care": 3})
    [result] = compute_results(cycle=cycle, actor=None)
    assert {entry["entry"]: (entry["rank"], entry["decided_by"]) for entry in result.figures["entries"]} == {
        second.reference: (1, "criterion:impact"),
        first.reference: (2, "criterion:impact"),
    }


def test_a_withdrawn_decision_stays_on_record_and_frees_the_place(decided):
    _cycle, [first, _second], maya, _chair = decided
    decision = propose_decision(entry=first, place=1, justification="First by the ranking.", actor=maya)
    withdraw_decision(decision=decision, reason="The minutes were of another category.", actor=maya)
    propose_decision(entry=first, place=1, justification="First by the ranking.", actor=maya)
    assert list(Decision.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "proposed"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Because.", 0), ("It is so.", 1), ("It is so. And so is this.", 2), ("Well... it is so!", 1)],
)
def test_sentences_are_counted_by_their_words(text, count):
    assert sentences_in(text) == count


def test_a_cycle_goes_from_screening_to_deciding_by_its_steps():
    cycle, entries, seats, _chair = judged_cycle(entries=2, judges=3, stage=Stage.SCREENING)
    move_cycle(cycle=cycle, to=Stage.JUDGING, actor=None)
    assert Assignment.objects.filter(state="assigned").count() == 6
    assert Message.objects.filter(template_key="judge_assigned").count() == 3
    with pytest.raises(NotReady) as refused:
        move_cycle(cycle=cycle, to=Stage.DELIBERATING, actor=None)
    assert refused.value.missing == [f"{entry.reference} has 0 of 2 score sheets." for entry in entries]
    for sheet in Assignment.objects.select_related("seat__judge"):
        save_scores(sheet=sheet, values=FOUR, version=0, actor=sheet.seat.judge)
    for seat in seats:
        submit_all(cycle=cycle, actor=seat.judge)
    assert before_deliberating(cycle) == []
    move_cycle(cycle=cycle, to=Stage.DELIBERATING, actor=None)
    assert Result.objects.count() == 1


def test_judging_waits_for_enough_judges():
    cycle, *_ = judged_cycle(entries=1, judges=1, stage=Stage.SCREENING)
    assert before_judging(cycle) == ["Service Star has 1 of the 2 judges that the rules ask for."]


def test_what_waits_for_a_judge_and_for_the_chair():
    cycle, entries, seats, chair = judged_cycle(entries=2, judges=3)
    assign_judges(cycle=cycle, actor=None)
    declare_conflict(seat=seats[0], entry=entries[0], reason="We share a car.", actor=seats[0].judge)
    assert [thing["title"] for thing in waiting(seats[0].judge)] == ["1 story to score"]
    assert [thing["title"] for thing in waiting(chair.judge)] == ["1 conflict to rule on"]
    ConflictFactory(seat=chair, entry=entries[0])  # nor may they rule on it then
    assert waiting(chair.judge) == []
    assert waiting(UserFactory()) == []


def test_an_erased_judges_words_go_and_the_numbers_stay():
    _cycle, [entry], [seat], _chair = judged_cycle(entries=1, judges=1)
    sheet = submitted_sheet(seat, entry, {"impact": 4, "care": 4})
    Score.objects.update(comment="Moving.")
    assert privacy.export(seat.judge)["scores"][0]["comment"] == "Moving."
    privacy.erase(seat.judge)
    assert list(sheet.scores.values_list("value", "comment")) == [(4, ""), (4, "")]
