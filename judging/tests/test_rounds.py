"""Rounds of judging: laid down before, voted in, closed with a frozen count, and what the scoring does with it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady, Refused
from communications.models import Message
from judging.enums import Cut, RoundMode, RoundState, Tally
from judging.models import Assignment, Conflict, QualifyVote, Result, Round, RoundResult
from judging.queries.exports import exported, table
from judging.queries.justification import justification_of
from judging.queries.readiness import before_deliberating
from judging.queries.rounds.entries import own_entries
from judging.queries.rounds.plan import rounds_of
from judging.queries.rounds.waiting import rounds_for
from judging.queries.sight import judges_sight
from judging.refusals import NotJudging, RoundNotOpen, Unreasoned, VotesMissing
from judging.services.assigning import assign_judges
from judging.services.conflicts import declare_conflict
from judging.services.deciding import propose_decision
from judging.services.rounds.planning import RoundPlan, change_round, drop_round, plan_round
from judging.services.rounds.running import close_round, open_due_rounds, open_round
from judging.services.rounds.voting import Said, answer_entries, choose_of_two, put_in_order
from judging.services.scoring import reopen_sheet
from judging.steps import begin_deliberating, begin_judging
from judging.tests.factories import ConflictFactory, judged_cycle, submitted_sheet
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db

MAJORITY = RoundPlan(cut=Cut.ABOVE, cut_value=Decimal(50))
ALL = RoundPlan(cut=Cut.EVERY)
YES, NO = Said("yes"), Said("no", "Nothing in it is about service.")


def planned(*rounds, entries=3, judges=3):
    """A cycle in judging whose rounds, (mode, after scoring, plan), were laid down before and of which the first is open."""
    maya = UserFactory()
    cycle, found, seats, chair = judged_cycle(entries=entries, judges=judges, stage=Stage.SCREENING, managers=[maya])
    for mode, after, plan in rounds:
        plan_round(cycle=cycle, mode=mode, after_scoring=after, plan=plan, actor=maya)
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.JUDGING)
    cycle.refresh_from_db()
    begin_judging(cycle)
    return cycle, found, seats, chair, rounds_of(cycle)


def answer(one, seats, by_entry):
    for seat in seats:
        answer_entries(one=one, seat=seat, answers=by_entry, actor=seat.judge)


def test_a_cycle_without_rounds_is_assigned_as_ever():
    cycle, _entries, _seats, _chair, rounds = planned()
    assert rounds == []
    assert Assignment.objects.filter(seat__panel__cycle=cycle).count() == 9


def test_a_qualifying_round_comes_first_and_only_what_goes_through_is_scored():
    cycle, [one, two, three], seats, chair, [first, scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
    assert (first.state, scoring.state, Assignment.objects.count()) == (RoundState.OPEN, RoundState.PLANNED, 0)
    assert Message.objects.filter(template_key="round_opened").count() == 3
    assert len(rounds_for(seats[0].judge)) == 1
    problems = ["The scoring round is not open, so no score sheets are given out."]
    assert assign_judges(cycle=cycle, actor=None).problems == problems
    answer(first, seats[:1], {one.reference: YES, two.reference: NO, three.reference: NO})
    answer(first, seats[1:], {one.reference: YES, two.reference: NO, three.reference: YES})
    assert rounds_for(seats[0].judge) == []
    [result] = close_round(one=first, actor=chair.judge)
    assert {row["entry"]: row["through"] for row in result.figures["entries"]} == {
        one.reference: True,
        two.reference: False,
        three.reference: True,
    }
    assert set(Assignment.objects.values_list("entry", flat=True)) == {one.pk, three.pk}
    closed = Record.objects.get(verb="round.closed")
    assert closed.data == {"individual": {"digest": result.inputs_digest, "entries": 3, "through": 2}}
    assert before_deliberating(cycle) != []
    for seat in seats:
        for entry in (one, three):
            Assignment.objects.filter(seat=seat, entry=entry).delete()
            submitted_sheet(seat, entry, {"impact": 4, "care": 3})
    assert before_deliberating(cycle) == []


def test_the_same_votes_give_the_same_digest_in_whatever_order_they_came():
    digests = []
    for order in (1, -1):
        _cycle, entries, seats, chair, [first, _scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
        answer(first, seats[::order], {entry.reference: YES for entry in entries})
        [result] = close_round(one=first, actor=chair.judge)
        digests.append(len(result.inputs_digest))
        assert [row["yes"] for row in result.figures["entries"]] == [3, 3, 3]
    assert digests == [64, 64]


def test_an_answer_can_be_changed_until_the_round_closes_and_all_but_yes_takes_a_reason():
    _cycle, entries, seats, chair, [first, _scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
    names = [entry.reference for entry in entries]
    with pytest.raises(Unreasoned) as refusal:
        answer_entries(
            one=first, seat=seats[0], answers={names[0]: YES, names[1]: Said("unsure", " ")}, actor=seats[0].judge
        )
    assert (refusal.value.entries, QualifyVote.objects.count()) == ([names[1]], 0)
    answer(first, seats, dict.fromkeys(names, YES))
    said = {"one": first, "seat": seats[0], "actor": seats[0].judge}
    assert [answer_entries(**said, answers={names[0]: change}).changed for change in (NO, NO, YES)] == [1, 0, 1]
    last = Record.objects.filter(verb="round.voted").order_by("-pk").first()
    assert (last.before, last.data) == ({names[0]: "no"}, {names[0]: "yes"})
    close_round(one=first, actor=chair.judge)
    with pytest.raises(RoundNotOpen):
        answer_entries(**said, answers={names[0]: NO})


def test_nobody_votes_for_another_nor_without_a_seat_among_the_judges():
    _cycle, entries, seats, chair, [first, _scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
    for seat, actor in ((seats[0], seats[1].judge), (chair, chair.judge), (seats[0], UserFactory(is_staff=True))):
        with pytest.raises(NotAllowed):
            answer_entries(one=first, seat=seat, answers={entries[0].reference: YES}, actor=actor)


def test_a_judge_who_stands_aside_neither_sees_the_entry_nor_counts_for_it():
    _cycle, [one, *others], seats, chair, [first, _scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
    answer(first, seats, {entry.reference: NO for entry in (one, *others)})
    declare_conflict(seat=seats[0], entry=one, reason="We share a car.", actor=seats[0].judge)
    assert [entry.pk for entry in own_entries(first, seats[0])] == [entry.pk for entry in others]
    with pytest.raises(NotAllowed):
        answer_entries(one=first, seat=seats[0], answers={one.reference: YES}, actor=seats[0].judge)
    [result] = close_round(one=first, actor=chair.judge)
    assert {row["entry"]: row["no"] for row in result.figures["entries"]} == {
        one.reference: 2,
        **{entry.reference: 3 for entry in others},
    }


def test_somebody_seated_later_never_sees_an_entry_that_a_rule_keeps_from_them():
    _cycle, [one, *others], seats, _chair, [first, _scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
    seats[0].judge.team = one.person.team
    one.person.line_manager = seats[0].judge
    one.person.save()
    assert not Conflict.objects.exists()
    assert [entry.pk for entry in own_entries(first, seats[0])] == [entry.pk for entry in others]


def test_a_round_does_not_close_before_the_judges_that_the_rules_ask_for_have_voted():
    _cycle, entries, seats, chair, [first, _scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
    answer(first, seats[:1], {entries[0].reference: YES})
    with pytest.raises(VotesMissing) as refusal:
        close_round(one=first, actor=chair.judge)
    assert len(refusal.value.missing) == 3 if first.cycle.rulebook.minimum_judges > 1 else 2
    first.refresh_from_db()
    assert (first.state, RoundResult.objects.count()) == (RoundState.OPEN, 0)


def test_rounds_are_laid_down_by_managers_before_judging_and_stay_from_then_on():
    maya = UserFactory()
    cycle, _entries, _seats, chair = judged_cycle(stage=Stage.OPEN, managers=[maya])
    one = plan_round(cycle=cycle, mode=RoundMode.QUALIFY, after_scoring=False, plan=MAJORITY, actor=maya)
    assert [(found.mode, found.position) for found in rounds_of(cycle)] == [("qualify", 1), ("score", 10)]
    change_round(one=one, plan=RoundPlan(cut=Cut.ABOVE, cut_value=Decimal(60)), actor=maya)
    change_round(one=one, plan=RoundPlan(cut=Cut.ABOVE, cut_value=Decimal(60)), actor=maya)
    assert Record.objects.filter(verb="round.changed").count() == 1
    for wrong in (RoundPlan(cut=Cut.TOP, cut_value=Decimal(2)), RoundPlan(cut=Cut.ABOVE), ALL):
        with pytest.raises(Refused):
            change_round(one=one, plan=wrong, actor=maya)
    with pytest.raises(NotAllowed):
        plan_round(cycle=cycle, mode=RoundMode.PAIR, after_scoring=True, plan=ALL, actor=chair.judge)
    drop_round(one=one, actor=maya)
    assert rounds_of(cycle) == []
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.JUDGING)
    cycle.refresh_from_db()
    with pytest.raises(Refused):
        plan_round(cycle=cycle, mode=RoundMode.QUALIFY, after_scoring=False, plan=MAJORITY, actor=maya)


def test_a_round_waits_for_the_one_before_it_and_for_its_hour():
    later = RoundPlan(cut=Cut.ABOVE, cut_value=Decimal(50), opens_at=timezone.now() + timezone.timedelta(hours=1))
    _cycle, _entries, _seats, chair, [first, scoring] = planned((RoundMode.QUALIFY, False, later))
    assert (first.state, open_due_rounds()) == (RoundState.PLANNED, 0)
    with pytest.raises(NotReady):
        open_round(one=scoring, actor=chair.judge)
    Round.objects.filter(pk=first.pk).update(opens_at=timezone.now())
    assert (open_due_rounds(), open_due_rounds()) == (1, 0)
    with pytest.raises(NotAllowed):
        open_round(one=scoring, actor=UserFactory())


def shortlisted(mode, plan):
    """Scored, cut to the first two, and the shortlist's round open. The first of three entries scores best."""
    cycle, entries, seats, chair, [scoring, last] = planned((mode, True, plan))
    Round.objects.filter(pk=scoring.pk).update(cut=Cut.TOP, cut_value=2)
    scoring.refresh_from_db()
    Assignment.objects.all().delete()
    for entry, value in zip(entries, (5, 4, 1), strict=True):
        for seat in seats:
            submitted_sheet(seat, entry, {"impact": value, "care": value})
    close_round(one=scoring, actor=chair.judge)
    last.refresh_from_db()
    return cycle, entries, seats, chair, scoring, last


def test_a_ranked_shortlist_rules_over_the_scores_and_closed_scores_stay():
    cycle, [one, two, three], seats, chair, _scoring, last = shortlisted(
        RoundMode.RANK, RoundPlan(cut=Cut.EVERY, tally=Tally.BORDA)
    )
    assert list(Result.objects.values_list("category__code", flat=True)) == ["individual"]
    with pytest.raises(NotJudging):
        reopen_sheet(sheet=Assignment.objects.first(), reason="A slip.", actor=chair.judge)
    assert assign_judges(cycle=cycle, actor=None).added == []
    order = [two.reference, one.reference]
    for seat in seats:
        with pytest.raises(NotAllowed):
            put_in_order(one=last, seat=seat, category=one.category, order=[*order, three.reference], actor=seat.judge)
        with pytest.raises(Refused):
            put_in_order(one=last, seat=seat, category=one.category, order=order[:1], actor=seat.judge)
        put_in_order(one=last, seat=seat, category=one.category, order=order, actor=seat.judge)
    close_round(one=last, actor=chair.judge)
    assert before_deliberating(cycle) == []
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.DELIBERATING)
    for entry in (one, two, three):
        entry.cycle.refresh_from_db()
    begin_deliberating(entry.cycle)
    with pytest.raises(Refused):
        propose_decision(entry=three, place=1, justification="One. Two words.", actor=chair.judge)
    decision = propose_decision(entry=two, place=1, justification="First in the last round.", actor=chair.judge)
    assert not decision.departs_from_ranking
    results = list(Result.objects.select_related("category", "cycle"))
    [category] = exported(cycle, "mean", results, {})["categories"]
    places = {entry["reference"]: entry["place"] for entry in category["entries"]}
    assert (category["ruled_by"], places) == ("rank", {two.reference: 1, one.reference: 2, three.reference: None})
    header, *rows = table(cycle, results)
    assert (header[-1], {row[1]: row[-1] for row in rows}) == ("place", places)


def test_a_shortlist_compared_in_pairs_is_connected_before_it_closes():
    _cycle, [one, two, _three], seats, chair, _scoring, last = shortlisted(RoundMode.PAIR, ALL)
    with pytest.raises(VotesMissing):
        close_round(one=last, actor=chair.judge)
    pair = (one.reference, two.reference)
    for seat in seats:
        with pytest.raises(NotAllowed):
            choose_of_two(one=last, seat=seat, pair=pair, chosen="SOMEBODY", actor=seat.judge)
        choose_of_two(one=last, seat=seat, pair=pair, chosen=pair[0], actor=seat.judge)
        choose_of_two(one=last, seat=seat, pair=pair[::-1], chosen=pair[1], actor=seat.judge)
    assert last.choices.count() == 3
    [result] = close_round(one=last, actor=chair.judge)
    assert [(row["entry"], row["rank"]) for row in result.figures["entries"]] == [(pair[1], 1), (pair[0], 2)]


def test_a_count_by_single_transferable_vote_elects_so_many():
    plan = RoundPlan(cut=Cut.TOP, cut_value=Decimal(1), tally=Tally.STV)
    cycle, entries, seats, chair, [_scoring, last] = planned((RoundMode.RANK, True, plan))
    Round.objects.filter(cycle=cycle, position=10).update(state=RoundState.CLOSED, closed_at=timezone.now())
    open_round(one=last, actor=chair.judge)
    names = [entry.reference for entry in entries]
    for seat, order in zip(seats, ([0, 1, 2], [0, 2, 1], [1, 2, 0]), strict=True):
        chosen = [names[place] for place in order]
        put_in_order(one=last, seat=seat, category=entries[0].category, order=chosen, actor=seat.judge)
    [result] = close_round(one=last, actor=chair.judge)
    assert [row["entry"] for row in result.figures["entries"] if row["through"]] == [names[0]]


def test_a_conflict_found_after_a_choice_takes_it_out_of_the_count():
    _cycle, [one, two, _three], seats, chair, _scoring, last = shortlisted(RoundMode.PAIR, ALL)
    for seat in seats:
        choose_of_two(one=last, seat=seat, pair=(one.reference, two.reference), chosen=None, actor=seat.judge)
    ConflictFactory(seat=seats[0], entry=one)
    [result] = close_round(one=last, actor=chair.judge)
    assert [row["comparisons"] for row in result.figures["entries"]] == [2, 2]


def test_the_report_says_how_many_went_through_and_which_digest_proves_it():
    cycle, [one, two, three], seats, chair, [first, _scoring] = planned((RoundMode.QUALIFY, False, MAJORITY))
    answer(first, seats, {one.reference: YES, two.reference: NO, three.reference: YES})
    [result] = close_round(one=first, actor=chair.judge)
    told = justification_of(cycle, one.category, judges_sight(cycle)).rounds
    assert [(one.went, one.cut, one.digest, one.rules) for one in told] == [
        (2, 1, result.inputs_digest, False),
        (0, 0, "", False),
    ]
