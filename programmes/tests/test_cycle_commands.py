from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Record
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import FrequencyFactory, ProgrammeFactory, running_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_the_gate(settings):
    settings.CYCLE_STEPS = {stage: [] for stage in Stage.values}
    settings.CYCLE_CHECKS = {}


def said_by(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


def test_create_cycle_says_when_it_opens_and_closes():
    FrequencyFactory(programme=ProgrammeFactory(slug="service-stars"))
    said = said_by("create_cycle", "service-stars", "2026-10", "--opens", "2026-10-01")
    assert said == ("service-stars/2026-10 opens 2026-10-01T09:00:00+01:00 and closes 2026-12-09T17:00:00+00:00.")
    assert Cycle.objects.get().label == "service-stars/2026-10"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "2026-10", "--opens", "2026-10-01"), "There is no programme “nowhere”."),
        (("stars", "2026-10", "--opens", "tomorrow"), "“tomorrow” is no day; write one such as 2026-10-01."),
        (("stars", "2026-10", "--opens", "2026-02-30"), "“2026-02-30” is no day; write one such as 2026-10-01."),
        (
            ("stars", "2026-10", "--opens", "0001-01-01"),
            "0001-01-01 can’t be meant: choose a day between 2000 and 2199.",
        ),
        (
            ("stars", "2026-10", "--opens", "9999-12-31"),
            "9999-12-31 can’t be meant: choose a day between 2000 and 2199.",
        ),
        (("stars", "taken", "--opens", "2026-10-01"), "Stars has a cycle “taken” already."),
    ],
)
def test_create_cycle_refuses_in_one_line_and_changes_nothing(words, said):
    running_cycle(name="taken")
    programme = Cycle.objects.get().programme
    programme.slug, programme.title = "stars", "Stars"
    programme.save()
    with pytest.raises(CommandError) as refusal:
        call_command("create_cycle", *words)
    assert str(refusal.value) == said
    assert Cycle.objects.count() == 1


def test_create_cycle_refuses_a_name_that_is_no_address():
    ProgrammeFactory(slug="stars")
    with pytest.raises(CommandError, match=r"valid .slug."):
        call_command("create_cycle", "stars", "autumn 2026", "--opens", "2026-10-01")


def test_move_cycle_moves_and_keeps_the_reason():
    cycle = running_cycle(stage=Stage.OPEN, name="2026-10")
    said = said_by("move_cycle", cycle.label, "screening", "--reason", "All is in.")
    assert said == f"{cycle.label} is now in the stage “screening”."
    assert Record.objects.get(verb="cycle.moved").data == {"stage": "screening", "reason": "All is in."}


@pytest.mark.parametrize(
    ("label", "stage", "reason", "said"),
    [
        ("nowhere/2026-10", "screening", "Why not.", "There is no cycle “nowhere/2026-10”"),
        ("stars/2026-10", "judgement", "Why not.", "“judgement” is no stage"),
        ("stars/2026-10", "closed", "Why not.", "cannot go to “Closed” from there"),
        ("stars/2026-10", "screening", " ", "Say why with --reason"),
    ],
)
def test_move_cycle_refuses_in_one_line_and_changes_nothing(label, stage, reason, said):
    cycle = running_cycle(stage=Stage.OPEN, name="2026-10")
    cycle.programme.slug = "stars"
    cycle.programme.save()
    with pytest.raises(CommandError) as refusal:
        call_command("move_cycle", label, stage, "--reason", reason)
    assert said in str(refusal.value)
    assert Cycle.objects.get().stage == Stage.OPEN


def test_move_cycle_names_all_that_is_missing():
    cycle = running_cycle(stage=Stage.PLANNED)
    cycle.programme.rulebooks.update(state="draft")
    with pytest.raises(
        CommandError, match=r"is not ready for “Open for nominations”:\nThe rules have not been published\."
    ):
        call_command("move_cycle", cycle.label, "open", "--reason", "Now.")
