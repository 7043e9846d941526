"""A decision rests on the sheets as they stand, not on those that were computed once."""

from decimal import Decimal

import pytest

from accounts.tests.factories import UserFactory
from audit.refusals import NotReady
from judging.models import Deliberation, Minutes, Result
from judging.queries.readiness import before_decided
from judging.services.computing import compute_results
from judging.services.conflicts import declare_conflict
from judging.services.deciding import confirm_decision, propose_decision, withdraw_decision
from judging.tests.browsing import page, where
from judging.tests.factories import scored_cycle
from programmes.models import CriterionCategory
from programmes.tests.factories import CategoryFactory, CriterionFactory, before_opening

pytestmark = pytest.mark.django_db

# The first judge puts the first entry ahead; without their sheet for it the second is.
AHEAD = [[5, 3], [3, 4], [2, 2]]


@pytest.fixture
def computed():
    """Three entries, computed, with minutes."""
    maya = UserFactory()
    cycle, entries, seats, chair = scored_cycle(AHEAD, managers=[maya])
    compute_results(cycle=cycle, actor=None)
    meeting = Deliberation.objects.create(cycle=cycle)
    Minutes.objects.create(deliberation=meeting, category=entries[0].category, text="Read aloud.", written_by=maya)
    return cycle, entries, seats, chair.judge, maya


def stand_aside(seat, entry):
    declare_conflict(seat=seat, entry=entry, reason="My brother.", actor=seat.judge)


def test_nothing_is_proposed_on_a_ranking_in_which_a_judge_counts_who_stands_aside_by_now(client, computed):
    cycle, entries, seats, chair, _maya = computed
    warning = "their sheet is still in it"
    assert warning not in page(client, chair, "results", *where(cycle)).content.decode()
    stand_aside(seats[0], entries[0])
    assert warning in page(client, chair, "results", *where(cycle)).content.decode()
    with pytest.raises(NotReady, match="Compute the results again"):
        propose_decision(entry=entries[0], place=1, justification="First by the ranking.", actor=chair)
    compute_results(cycle=cycle, actor=None)
    assert warning not in page(client, chair, "results", *where(cycle)).content.decode()
    decision = propose_decision(entry=entries[1], place=1, justification="First by the ranking.", actor=chair)
    assert not decision.departs_from_ranking


def test_what_was_proposed_as_following_the_ranking_is_not_confirmed_once_it_does_not(computed):
    cycle, entries, seats, chair, maya = computed
    decision = propose_decision(entry=entries[0], place=1, justification="First by the ranking.", actor=chair)
    stand_aside(seats[0], entries[0])
    with pytest.raises(NotReady, match="Compute the results again"):
        confirm_decision(decision=decision, actor=maya)
    compute_results(cycle=cycle, actor=None)
    with pytest.raises(NotReady, match="The ranking has changed"):
        confirm_decision(decision=decision, actor=maya)


def test_a_cycle_is_not_decided_on_sheets_that_count_no_more(computed):
    cycle, entries, seats, chair, maya = computed
    decision = propose_decision(entry=entries[0], place=1, justification="First by the ranking.", actor=chair)
    confirm_decision(decision=decision, actor=maya)
    assert before_decided(cycle) == []
    stand_aside(seats[0], entries[0])
    words = (
        "Service Star: what counts has changed since place 1 was confirmed. Compute the results, withdraw the decision and "
        "decide again."
    )
    assert before_decided(cycle) == [words]
    compute_results(cycle=cycle, actor=None)
    assert before_decided(cycle) == [words]
    withdraw_decision(decision=decision, reason="A judge stood aside.", actor=chair)
    decision = propose_decision(entry=entries[1], place=1, justification="First by the ranking.", actor=chair)
    confirm_decision(decision=decision, actor=maya)
    assert before_decided(cycle) == []


def test_a_tie_break_by_a_criterion_of_another_category_parts_nobody_and_stops_nothing(computed):
    cycle, *_ = computed
    with before_opening(cycle):
        other = CategoryFactory(rulebook=cycle.rulebook, code="teams", title="Team")
        pace = CriterionFactory(rulebook=cycle.rulebook, code="pace", title="Pace", position=9)
        CriterionCategory.objects.create(criterion=pace, category=other, weight=Decimal(100))
        type(cycle.rulebook).objects.filter(pk=cycle.rulebook_id).update(tie_break=["criterion:pace", "raw", "chair"])
    cycle.rulebook.refresh_from_db()
    Result.objects.all().delete()
    [result] = compute_results(cycle=cycle, actor=None)
    assert result.figures["tie_break"] == ("raw", "chair")
    assert [row["rank"] for row in sorted(result.figures["entries"], key=lambda row: row["entry"])] == [1, 2, 3]
