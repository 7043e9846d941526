"""Rounds in which a category, or what conflicts leave of it, is too small to be put in order or compared."""

from itertools import combinations

import pytest

from accounts.tests.factories import UserFactory
from judging.enums import Cut, RoundMode, Tally
from judging.models import RoundOutcome
from judging.queries.rounds.completeness import missing_to_close
from judging.queries.rounds.plan import rounds_of
from judging.queries.rounds.ruling import comparable_by_ruling
from judging.services.computing import compute_results
from judging.services.deciding import propose_decision
from judging.services.rounds.planning import RoundPlan, plan_round
from judging.services.rounds.running import close_round
from judging.services.rounds.voting import choose_of_two, put_in_order
from judging.steps import begin_judging
from judging.tests.browsing import page, where
from judging.tests.factories import ConflictFactory, judged_cycle, submitted_sheet
from nominations.tests.factories import accepted_entry
from programmes.enums import Stage
from programmes.models import CriterionCategory, Cycle
from programmes.tests.factories import CategoryFactory, before_opening

pytestmark = pytest.mark.django_db
PLANS = {
    RoundMode.RANK: RoundPlan(cut=Cut.TOP, cut_value=1, tally=Tally.STV),
    RoundMode.PAIR: RoundPlan(cut=Cut.EVERY),
}


def last_round(mode, *, entries, judges=3, alone=False):
    """A cycle whose scoring is over and whose last round, of this mode, is open; ``alone`` adds a category of one entry."""
    maya = UserFactory()
    cycle, found, seats, chair = judged_cycle(entries=entries, judges=judges, stage=Stage.SCREENING, managers=[maya])
    if alone:
        with before_opening(cycle):
            other = CategoryFactory(rulebook=cycle.rulebook, code="newcomer", title="Newcomer")
            for placed in list(CriterionCategory.objects.filter(category=found[0].category)):
                CriterionCategory.objects.create(criterion=placed.criterion, category=other, weight=placed.weight)
        found.append(accepted_entry(cycle, category=other))
    plan_round(cycle=cycle, mode=mode, after_scoring=True, plan=PLANS[mode], actor=maya)
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.JUDGING)
    cycle.refresh_from_db()
    begin_judging(cycle)
    for entry, seat in ((entry, seat) for entry in found for seat in seats):
        seat.assignments.filter(entry=entry).delete()
        submitted_sheet(seat, entry, {"impact": 4, "care": 4})
    scoring, last = rounds_of(cycle)
    close_round(one=scoring, actor=chair.judge)
    last.refresh_from_db()
    return cycle, found, seats, chair, last


def vote(last, seats, entries):
    names = [entry.reference for entry in entries]
    for seat in seats:
        if last.mode == RoundMode.RANK:
            put_in_order(one=last, seat=seat, category=entries[0].category, order=names, actor=seat.judge)
        else:
            for pair in combinations(names, 2):
                choose_of_two(one=last, seat=seat, pair=pair, chosen=pair[0], actor=seat.judge)


@pytest.mark.parametrize("mode", [RoundMode.RANK, RoundMode.PAIR])
def test_who_is_alone_in_a_category_waits_for_no_vote_and_is_first(mode):
    cycle, [one, two, alone], seats, chair, last = last_round(mode, entries=2, alone=True)
    vote(last, seats, [one, two])
    assert missing_to_close(last) == []
    close_round(one=last, actor=chair.judge)
    assert list(RoundOutcome.objects.filter(round=last, entry=alone).values_list("through", "rank")) == [(True, 1)]
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.DELIBERATING)
    alone.cycle.refresh_from_db()
    decision = propose_decision(entry=alone, place=1, justification="The only one there is.", actor=chair.judge)
    assert not decision.departs_from_ranking


@pytest.mark.parametrize("mode", [RoundMode.RANK, RoundMode.PAIR])
def test_a_judge_left_with_one_entry_by_a_conflict_keeps_no_round_open(mode):
    _cycle, [one, two], seats, chair, last = last_round(mode, entries=2)
    for seat in seats[1:]:
        ConflictFactory(seat=seat, entry=one)
    assert missing_to_close(last) != []
    vote(last, seats[:1], [one, two])
    assert missing_to_close(last) == []
    close_round(one=last, actor=chair.judge)


def test_comparisons_that_conflicts_keep_apart_close_the_round_and_claim_no_ranking():
    cycle, [one, two, three, four], seats, chair, last = last_round(RoundMode.PAIR, entries=4, judges=2)
    for seat, aside in zip(seats, ((three, four), (one, two)), strict=True):
        for entry in aside:
            ConflictFactory(seat=seat, entry=entry)
    vote(last, seats[:1], [one, two])
    assert missing_to_close(last) != []
    vote(last, seats[1:], [three, four])
    assert missing_to_close(last) == []
    close_round(one=last, actor=chair.judge)
    [result] = compute_results(cycle=cycle, actor=None)
    assert not comparable_by_ruling(result)


def test_the_form_of_a_decision_suggests_whom_the_last_round_put_first(client):
    cycle, [one, two], seats, chair, last = last_round(RoundMode.RANK, entries=2)
    vote(last, seats, [two, one])
    close_round(one=last, actor=chair.judge)
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.DELIBERATING)
    shown = page(client, chair.judge, "propose", *where(cycle), "individual")
    assert shown.context["form"].initial == {"place": 1, "entry": two.reference}
