from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotReady, StaleState
from communications import services as communications
from communications.library import shipped
from communications.models import Message
from programmes.enums import TRANSITIONS, ProgrammeState, RulebookState, Stage
from programmes.models import Cycle
from programmes.services.cycles import move_cycle
from programmes.tests.factories import CycleFactory, RulebookFactory, running_cycle

pytestmark = pytest.mark.django_db

LEGAL = [(before, after) for before, afters in TRANSITIONS.items() for after in afters]
ILLEGAL = [(before, after) for before in Stage.values for after in Stage.values if after not in TRANSITIONS[before]]


@pytest.fixture(autouse=True)
def _only_the_gate(settings):
    """The rooms' own steps and checks have their own tests."""
    settings.CYCLE_STEPS = {stage: [] for stage in Stage.values}
    settings.CYCLE_CHECKS = {}


def write_to_everybody(cycle):
    communications.write(
        template="launch",
        to="everybody@example.org",
        context=dict.fromkeys(shipped("launch").placeholders, "words"),
        dedupe_key=f"test/{cycle.pk}",
    )


def break_down(cycle):
    write_row(cycle)
    raise RuntimeError("a step of some room failed")


def write_row(cycle):
    Cycle.objects.filter(pk=cycle.pk).update(title="touched by a step")


def lacks_a_judge(cycle):
    return ["One judge is missing."]


def cycle_in(stage, **kwargs):
    """A cycle whose dates all lie ahead, so that no step back is undone at once."""
    return running_cycle(stage=stage, opens_at=timezone.now() + timedelta(days=1), **kwargs)


def trail(cycle):
    return list(Record.objects.filter(target_type="programmes.cycle", target_id=str(cycle.pk)).order_by("pk"))


@pytest.mark.parametrize(("before", "after"), LEGAL)
def test_every_legal_move_is_made_and_recorded(before, after):
    cycle = cycle_in(before)
    manager = UserFactory()
    moved = move_cycle(cycle=cycle, to=after, actor=manager, reason="The panel is ready.")
    assert Cycle.objects.get().stage == after
    assert moved.stage == after
    (record,) = trail(cycle)
    assert (record.verb, record.actor_id, record.cycle, record.programme) == (
        "cycle.moved",
        manager.pk,
        cycle.label,
        cycle.programme.slug,
    )
    assert record.before == {"stage": before}
    assert record.data == {"stage": after, "reason": "The panel is ready."}


@pytest.mark.parametrize(("before", "after"), ILLEGAL)
def test_every_other_move_is_refused_and_leaves_nothing(before, after):
    cycle = cycle_in(before)
    with pytest.raises(IllegalMove):
        move_cycle(cycle=cycle, to=after, actor=UserFactory())
    assert Cycle.objects.get().stage == before
    assert trail(cycle) == []


def test_a_stage_that_there_is_not_is_refused_by_name():
    with pytest.raises(IllegalMove, match="“judgement” is no stage"):
        move_cycle(cycle=cycle_in(Stage.OPEN), to="judgement", actor=None)


def test_the_table_holds_every_stage_and_only_stages():
    assert set(TRANSITIONS) == set(Stage.values)
    assert {after for afters in TRANSITIONS.values() for after in afters} <= set(Stage.values)


def test_whoever_is_slower_is_told_so():
    cycle = cycle_in(Stage.OPEN)
    seen_before = Cycle.objects.get(pk=cycle.pk)
    move_cycle(cycle=cycle, to=Stage.SCREENING, actor=None)
    with pytest.raises(StaleState):
        move_cycle(cycle=seen_before, to=Stage.SCREENING, actor=None)
    assert len(trail(cycle)) == 1


def test_a_failing_step_leaves_neither_stage_nor_record_nor_what_other_steps_wrote(settings):
    settings.CYCLE_STEPS["screening"] = [f"{__name__}.write_to_everybody", f"{__name__}.break_down"]
    cycle = cycle_in(Stage.OPEN, title="autumn 2026")
    with pytest.raises(RuntimeError):
        move_cycle(cycle=cycle, to=Stage.SCREENING, actor=None)
    kept = Cycle.objects.get()
    assert (kept.stage, kept.title) == (Stage.OPEN, "autumn 2026")
    assert trail(cycle) == []
    assert Message.objects.count() == 0


def test_going_to_a_stage_twice_writes_nothing_twice(settings):
    settings.CYCLE_STEPS["screening"] = [f"{__name__}.write_to_everybody"]
    cycle = cycle_in(Stage.OPEN)
    move_cycle(cycle=cycle, to=Stage.SCREENING, actor=None)
    move_cycle(cycle=cycle, to=Stage.OPEN, actor=None)
    move_cycle(cycle=cycle, to=Stage.SCREENING, actor=None)
    assert Message.objects.count() == 1


def test_steps_run_in_the_order_of_the_settings(settings):
    settings.CYCLE_STEPS["screening"] = [f"{__name__}.write_row", f"{__name__}.write_to_everybody"]
    cycle = cycle_in(Stage.OPEN)
    move_cycle(cycle=cycle, to=Stage.SCREENING, actor=None)
    assert Cycle.objects.get().title == "touched by a step"
    assert Message.objects.count() == 1


def test_what_a_room_misses_is_named_and_nothing_moves(settings):
    settings.CYCLE_CHECKS = {"judging": [f"{__name__}.lacks_a_judge"]}
    cycle = cycle_in(Stage.SCREENING)
    with pytest.raises(NotReady) as refusal:
        move_cycle(cycle=cycle, to=Stage.JUDGING, actor=None)
    assert refusal.value.missing == ["One judge is missing."]
    assert Cycle.objects.get().stage == Stage.SCREENING


def test_a_cycle_opens_with_the_rules_that_are_published_then():
    cycle = cycle_in(Stage.PLANNED)
    programme = cycle.programme
    programme.rulebooks.update(state=RulebookState.SUPERSEDED)
    newer = RulebookFactory(programme=programme, version=2)
    newer.categories.create(code="team", title="Team")
    move_cycle(cycle=cycle, to=Stage.OPEN, actor=None)
    assert Cycle.objects.get().rulebook == newer


def test_a_cycle_that_is_opened_again_keeps_the_rules_it_was_opened_with():
    cycle = cycle_in(Stage.SCREENING)
    opened_with = cycle.rulebook
    cycle.programme.rulebooks.update(state=RulebookState.SUPERSEDED)
    RulebookFactory(programme=cycle.programme, version=2)
    move_cycle(cycle=cycle, to=Stage.OPEN, actor=None)
    assert Cycle.objects.get().rulebook == opened_with


def test_without_published_rules_or_a_started_programme_nothing_opens():
    rulebook = RulebookFactory(state=RulebookState.DRAFT, published_at=None, programme__state=ProgrammeState.APPROVED)
    cycle = CycleFactory(rulebook=rulebook, stage=Stage.PLANNED)
    with pytest.raises(NotReady) as refusal:
        move_cycle(cycle=cycle, to=Stage.OPEN, actor=None)
    assert refusal.value.missing == ["The programme has not been started.", "The rules have not been published."]


def test_rules_without_a_category_do_not_open():
    cycle = CycleFactory(stage=Stage.PLANNED)
    with pytest.raises(NotReady) as refusal:
        move_cycle(cycle=cycle, to=Stage.OPEN, actor=None)
    assert refusal.value.missing == ["The published rules have no category that could be won."]


def test_a_step_back_that_the_clock_would_undo_is_refused():
    cycle = running_cycle(stage=Stage.SCREENING, opens_at=timezone.now() - timedelta(days=22))
    with pytest.raises(NotReady) as refusal:
        move_cycle(cycle=cycle, to=Stage.OPEN, actor=UserFactory())
    assert refusal.value.missing == [
        "“Screening” was to begin before now, so the clock would end this stage at once. Change that date first."
    ]
