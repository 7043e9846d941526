import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Organisation
from audit.models import Record
from programmes.enums import ProgrammeState, Stage
from programmes.models import Cycle
from programmes.queries.cycles import due_to_move
from programmes.queries.standing import coming_steps
from programmes.services import clock
from programmes.services.clock import advance_due_cycles, plan_next_cycles
from programmes.tests.factories import FrequencyFactory, ProgrammeFactory, RulebookFactory, running_cycle

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def _only_the_clock(settings):
    settings.CYCLE_STEPS = {stage: [] for stage in Stage.values}
    settings.CYCLE_CHECKS = {}


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to a moment in London, given as year, month, day, hour."""

    def set_to(*moment):
        now = datetime(*moment, tzinfo=LONDON)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


def never_ready(cycle):
    return ["A judge is missing."]


def fails_for_broken(cycle):
    if cycle.name == "broken":
        raise RuntimeError("a room's step")


def cycle_opening(*moment, **kwargs):
    return running_cycle(opens_at=datetime(*moment, tzinfo=LONDON), **kwargs)


def moves_of(cycle):
    return list(
        Record.objects.filter(verb="cycle.moved", target_id=str(cycle.pk))
        .order_by("pk")
        .values_list("data__stage", flat=True)
    )


@pytest.mark.parametrize(
    ("stage", "field", "following"),
    [
        (Stage.PLANNED, "opens_at", Stage.OPEN),
        (Stage.OPEN, "screening_at", Stage.SCREENING),
        (Stage.SCREENING, "judging_at", Stage.JUDGING),
        (Stage.JUDGING, "deliberating_at", Stage.DELIBERATING),
        (Stage.DECIDED, "announce_at", Stage.ANNOUNCED),
        (Stage.ANNOUNCED, "evaluating_at", Stage.EVALUATING),
        (Stage.EVALUATING, "closes_at", Stage.CLOSED),
    ],
)
def test_a_stage_begins_on_its_second_and_not_one_before(monkeypatch, stage, field, following):
    cycle = cycle_opening(2026, 10, 1, 9, stage=stage)
    begins = getattr(cycle, field)
    monkeypatch.setattr(timezone, "now", lambda: begins - timedelta(seconds=1))
    assert advance_due_cycles() == 0
    assert Cycle.objects.get().stage == stage
    monkeypatch.setattr(timezone, "now", lambda: begins)
    assert advance_due_cycles() == 1
    assert Cycle.objects.get().stage == following


@pytest.mark.parametrize("stage", [Stage.DELIBERATING, Stage.CLOSED, Stage.CANCELLED])
def test_what_only_people_do_the_clock_leaves_alone(at, stage):
    cycle_opening(2026, 10, 1, 9, stage=stage)
    at(2030, 1, 1, 9)
    assert advance_due_cycles() == 0


def test_a_second_tick_does_nothing(at):
    cycle = cycle_opening(2026, 10, 1, 9, stage=Stage.PLANNED)
    at(2026, 10, 1, 9)
    assert [advance_due_cycles(), advance_due_cycles()] == [1, 0]
    assert moves_of(cycle) == ["open"]


def test_a_clock_that_slept_goes_through_each_stage_in_turn_until_people_decide(at):
    cycle = cycle_opening(2026, 10, 1, 9, stage=Stage.PLANNED)
    at(2027, 6, 1, 9)
    assert advance_due_cycles() == 4
    assert moves_of(cycle) == ["open", "screening", "judging", "deliberating"]


def test_two_clocks_at_once_move_a_cycle_once(at, monkeypatch):
    cycle = cycle_opening(2026, 10, 1, 9, stage=Stage.PLANNED)
    now = at(2026, 10, 1, 9)
    seen_by_the_second = due_to_move(now)
    assert advance_due_cycles() == 1
    monkeypatch.setattr(clock, "due_to_move", lambda now: seen_by_the_second)
    assert advance_due_cycles() == 0
    assert moves_of(cycle) == ["open"]


def test_a_cycle_that_is_not_ready_waits_and_the_others_go_on(at, settings, caplog):
    settings.CYCLE_CHECKS = {"judging": [f"{__name__}.never_ready"]}
    waiting = cycle_opening(2026, 10, 1, 9, stage=Stage.SCREENING, name="waits")
    ready = cycle_opening(2026, 10, 1, 9, stage=Stage.OPEN, name="goes")
    at(2026, 10, 22, 9)
    Cycle.objects.filter(pk=waiting.pk).update(judging_at=datetime(2026, 10, 22, 9, tzinfo=LONDON))
    with caplog.at_level(logging.INFO, logger="programmes.services.clock"):
        assert advance_due_cycles() == 1
    waiting.refresh_from_db()
    ready.refresh_from_db()
    assert (waiting.stage, ready.stage) == (Stage.SCREENING, Stage.SCREENING)
    assert [record.getMessage() for record in caplog.records] == [f"cycle {waiting.label} stays in screening: NotReady"]


def test_a_cycle_that_fails_stops_no_other_and_is_not_hushed_up(at, settings):
    settings.CYCLE_STEPS["open"] = [f"{__name__}.fails_for_broken"]
    cycle_opening(2026, 10, 1, 9, stage=Stage.PLANNED, name="broken")
    cycle_opening(2026, 10, 1, 9, stage=Stage.PLANNED, name="whole")
    at(2026, 10, 1, 9)
    with pytest.raises(ExceptionGroup) as failures:
        advance_due_cycles()
    assert [str(failure) for failure in failures.value.exceptions] == ["a room's step"]
    assert dict(Cycle.objects.values_list("name", "stage")) == {"broken": Stage.PLANNED, "whole": Stage.OPEN}


def test_what_will_happen_by_itself_ends_where_people_decide():
    cycle = cycle_opening(2026, 10, 1, 9, stage=Stage.SCREENING)
    steps = coming_steps(cycle, cycle.judging_at)
    assert [(step.stage, step.at, step.overdue) for step in steps] == [
        (Stage.JUDGING, cycle.judging_at, True),
        (Stage.DELIBERATING, cycle.deliberating_at, False),
    ]


# Planning the next cycle


@pytest.fixture
def monthly():
    """A running programme whose nominations open on the first of each month."""
    created = datetime(2026, 9, 10, 12, tzinfo=LONDON)
    programme = ProgrammeFactory(slug="stars")
    programme.created_at = created
    programme.save()
    return FrequencyFactory(programme=programme)


def planned():
    return list(Cycle.objects.order_by("opens_at").values_list("name", "stage"))


def test_the_next_cycle_is_planned_once(at, monthly):
    at(2026, 9, 12, 9)
    assert [plan_next_cycles(), plan_next_cycles()] == [1, 0]
    cycle = Cycle.objects.get()
    assert (cycle.label, cycle.title, cycle.stage) == ("stars/2026-10", "October 2026", Stage.PLANNED)
    assert cycle.opens_at == datetime(2026, 10, 1, 9, tzinfo=LONDON)
    (record,) = Record.objects.filter(verb="cycle.created")
    assert (record.actor_id, record.cycle) == (None, "stars/2026-10")


def test_when_a_cycle_opens_the_one_after_it_is_planned(at, monthly):
    at(2026, 9, 12, 9)
    plan_next_cycles()
    Cycle.objects.update(stage=Stage.CLOSED, rulebook=RulebookFactory(programme=monthly.programme))
    at(2026, 10, 1, 9)
    assert plan_next_cycles() == 1
    assert planned() == [("2026-10", "closed"), ("2026-11", "planned")]


def test_a_planned_cycle_whose_date_was_moved_is_not_planned_again(at, monthly):
    at(2026, 9, 12, 9)
    plan_next_cycles()
    Cycle.objects.update(opens_at=datetime(2026, 10, 5, 9, tzinfo=LONDON))
    assert plan_next_cycles() == 0


def test_a_cancelled_cycle_is_not_planned_again_but_the_one_after_it_is(at, monthly):
    at(2026, 9, 12, 9)
    plan_next_cycles()
    Cycle.objects.update(stage=Stage.CANCELLED)
    assert [plan_next_cycles(), plan_next_cycles()] == [1, 0]
    assert planned() == [("2026-10", "cancelled"), ("2026-11", "planned")]


def test_while_an_overdue_cycle_waits_no_further_one_piles_up(at, monthly):
    at(2026, 9, 12, 9)
    plan_next_cycles()
    at(2026, 12, 12, 9)
    assert plan_next_cycles() == 0


def test_two_clocks_at_once_plan_a_cycle_once(at, monthly, monkeypatch):
    at(2026, 9, 12, 9)
    real = clock._cycles_by_programme

    def as_seen_before_the_other_clock(ids):
        seen = real(ids)
        monkeypatch.setattr(clock, "_cycles_by_programme", real)
        assert plan_next_cycles() == 1
        return seen

    monkeypatch.setattr(clock, "_cycles_by_programme", as_seen_before_the_other_clock)
    assert plan_next_cycles() == 0
    assert planned() == [("2026-10", "planned")]


@pytest.mark.parametrize("state", [state for state in ProgrammeState.values if state != ProgrammeState.RUNNING])
def test_only_running_programmes_get_cycles(at, monthly, state):
    at(2026, 9, 12, 9)
    monthly.programme.state = state
    monthly.programme.save()
    assert plan_next_cycles() == 0


def test_a_rule_that_can_no_longer_be_read_plans_nothing_and_stops_nobody(at, monthly):
    at(2026, 9, 12, 9)
    FrequencyFactory(rrule="FREQ=SECONDLY")
    assert plan_next_cycles() == 1


def test_a_programme_that_runs_once_is_not_planned_a_second_time(at, monthly):
    monthly.rrule = "FREQ=YEARLY;COUNT=1"
    monthly.starts_on = datetime(2026, 10, 1, tzinfo=LONDON).date()
    monthly.save()
    at(2026, 9, 12, 9)
    assert plan_next_cycles() == 1
    at(2026, 10, 1, 9)
    Cycle.objects.update(stage=Stage.CANCELLED)
    assert plan_next_cycles() == 0


def test_the_hours_are_those_of_the_organisation(at, monthly):
    Organisation.objects.update_or_create(pk=1, defaults={"time_zone": "Pacific/Auckland"})
    at(2026, 9, 12, 9)
    plan_next_cycles()
    assert Cycle.objects.get().opens_at == datetime(2026, 10, 1, 9, tzinfo=ZoneInfo("Pacific/Auckland"))


@pytest.mark.parametrize("programmes", [1, 6])
def test_a_tick_with_nothing_to_plan_asks_three_questions(at, monthly, programmes, django_assert_num_queries):
    at(2026, 9, 12, 9)
    for _number in range(programmes):
        FrequencyFactory()
    plan_next_cycles()
    with django_assert_num_queries(3):
        plan_next_cycles()
