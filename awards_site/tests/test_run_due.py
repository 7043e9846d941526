import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.models import Record
from awards_site.tasks import tick
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import running_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_the_gate(settings):
    settings.CYCLE_STEPS = {stage: [] for stage in Stage.values}
    settings.CYCLE_CHECKS = {}


def breaks():
    raise RuntimeError("the mail server is away")


def breaks_in_parts():
    raise ExceptionGroup("cycles", [RuntimeError("the first"), ValueError("the second")])


def due_cycle():
    return running_cycle(stage=Stage.PLANNED, opens_at=timezone.now() - timedelta(hours=1))


def test_run_due_does_what_the_clock_would_do_and_seals_it():
    due_cycle()
    out = StringIO()
    call_command("run_due", stdout=out)
    assert out.getvalue() == "Everything that was due has been done.\n"
    assert Cycle.objects.get().stage == Stage.OPEN
    assert Record.objects.filter(seal=None).count() == 0


def test_run_due_twice_does_nothing_twice():
    due_cycle()
    call_command("run_due", stdout=StringIO())
    call_command("run_due", stdout=StringIO())
    assert Record.objects.filter(verb="cycle.moved").count() == 1


def test_what_failed_is_named_and_the_other_steps_have_run(settings, caplog):
    settings.CLOCK_STEPS = [
        f"{__name__}.breaks",
        "programmes.services.clock.advance_due_cycles",
        f"{__name__}.breaks_in_parts",
    ]
    due_cycle()
    with caplog.at_level(logging.CRITICAL), pytest.raises(CommandError) as failure:
        call_command("run_due")
    assert str(failure.value).splitlines() == [
        f"{__name__}.breaks: RuntimeError: the mail server is away",
        f"{__name__}.breaks_in_parts: RuntimeError: the first; ValueError: the second",
    ]
    assert Cycle.objects.get().stage == Stage.OPEN


def test_a_tick_goes_on_after_a_step_that_failed(settings, caplog):
    settings.CLOCK_STEPS = [f"{__name__}.breaks", "programmes.services.clock.advance_due_cycles"]
    due_cycle()
    tick()
    assert Cycle.objects.get().stage == Stage.OPEN
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"the clock's step {__name__}.breaks failed"
    ]


def test_every_step_of_the_clock_has_a_request_id_of_its_own():
    due_cycle()
    due_cycle()
    call_command("run_due", stdout=StringIO())
    ids = set(Record.objects.filter(verb="cycle.moved").values_list("request_id", flat=True))
    assert len(ids) == 1
    assert "" not in ids
