import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from programmes.enums import CaseState, RulebookState, Stage
from programmes.models import LaunchTask, Option, OptionChoice
from programmes.queries.rail import RailLink, rail_for
from programmes.tests.factories import (
    BusinessCaseFactory,
    CycleFactory,
    FrequencyFactory,
    ObjectiveFactory,
    PresentationFactory,
    ProgrammeFactory,
    RewardFactory,
    RulebookFactory,
    running_cycle,
)

pytestmark = pytest.mark.django_db


def nominations_step(cycle):
    return [{"key": "nominations", "name": "Nominations", "word": "50 so far", "state": "now", "url": "/n/"}]


def judging_step(cycle):
    return [{"key": "judging", "name": "Judging", "word": "Waits for one judge", "state": "blocked", "url": "/j/"}]


def whole_plan():
    programme = ProgrammeFactory(title="Service Stars", slug="service-stars")
    ObjectiveFactory(programme=programme)
    option = Option.objects.create(programme=programme, code="nothing", title="Do nothing")
    OptionChoice.objects.create(programme=programme, option=option, rationale="It fits.", chosen_by=UserFactory())
    RulebookFactory(programme=programme, version=2)
    RewardFactory(programme=programme)
    FrequencyFactory(programme=programme)
    PresentationFactory(programme=programme)
    BusinessCaseFactory(programme=programme, state=CaseState.APPROVED)
    LaunchTask.objects.create(
        programme=programme, title="Talk", kind="training", due="2026-09-01", done_at=timezone.now()
    )
    return programme


def steps(rail, group=0):
    return [(step.name, step.state) for step in rail.groups[group].steps]


def test_an_empty_plan_has_its_first_step_next_and_the_others_later():
    rail = rail_for(programme=ProgrammeFactory(), user=UserFactory())
    assert steps(rail) == [
        ("Objectives", "next"),
        ("Options", "later"),
        ("Rules", "later"),
        ("Rewards", "later"),
        ("Frequency", "later"),
        ("Presentation", "later"),
        ("Business case", "later"),
        ("Launch", "later"),
    ]


def test_a_whole_plan_is_done_step_by_step():
    rail = rail_for(programme=whole_plan(), user=UserFactory())
    assert {state for _, state in steps(rail)} == {"done"}
    assert [step.url for step in rail.groups[0].steps][:2] == [
        "/manage/service-stars/objectives/",
        "/manage/service-stars/options/",
    ]
    assert rail.links == [
        RailLink("About the programme", "/manage/service-stars/about/"),
        RailLink("Project plan", "/manage/service-stars/project-plan/"),
        RailLink("Law and fairness", "/manage/service-stars/checks/"),
        RailLink("Public page", "/p/service-stars/"),
        RailLink("Publicity kit", "/manage/service-stars/kit/"),
        RailLink("Reflective log", "/manage/service-stars/log/"),
        RailLink("Audit trail", "/audit/?place=service-stars"),
    ]


def test_rules_in_consultation_are_being_worked_on():
    programme = ProgrammeFactory()
    RulebookFactory(programme=programme, state=RulebookState.IN_CONSULTATION, published_at=None)
    step = rail_for(programme=programme, user=UserFactory()).groups[0].steps[2]
    assert (step.word, step.state) == ("In consultation", "now")


def test_a_case_sent_back_blocks():
    case = BusinessCaseFactory(state=CaseState.CHANGES_REQUESTED)
    step = rail_for(programme=case.programme, user=UserFactory()).groups[0].steps[6]
    assert (step.word, step.state) == ("Changes requested", "blocked")


def test_the_page_one_is_on_is_marked_and_no_other():
    rail = rail_for(programme=ProgrammeFactory(), user=UserFactory(), current="rewards")
    assert [step.name for group in rail.groups for step in group.steps if step.current] == ["Rewards"]


def test_a_plan_page_names_the_newest_cycles_but_no_cancelled_one():
    cycle = running_cycle(stage=Stage.OPEN, name="2026-10", title="autumn 2026")
    CycleFactory(rulebook=cycle.rulebook, stage=Stage.CANCELLED, opens_at=cycle.opens_at)
    rail = rail_for(programme=cycle.programme, user=UserFactory())
    assert rail.groups[1].label == "Cycles"
    assert [(step.name, step.word, step.url) for step in rail.groups[1].steps] == [
        ("autumn 2026", "Open for nominations", reverse("programmes:cycle", args=[cycle.programme.slug, "2026-10"]))
    ]


def test_a_cycle_page_has_the_plan_in_short_and_the_steps_that_rooms_bring_in_order(settings):
    settings.CYCLE_RAIL = [f"{__name__}.judging_step", f"{__name__}.nominations_step"]
    cycle = running_cycle(title="autumn 2026")
    rail = rail_for(programme=cycle.programme, user=UserFactory(), cycle=cycle, current="nominations")
    assert [(group.label, [step.name for step in group.steps]) for group in rail.groups] == [
        ("", ["Plan", "Launch"]),
        ("autumn 2026", ["Overview", "Nominations", "Judging"]),
    ]
    assert [step.name for step in rail.groups[1].steps if step.current] == ["Nominations"]
    assert rail.groups[1].steps[2].state == "blocked"
    assert rail.groups[0].steps[0].word == "6 of 7 steps left"


@pytest.mark.parametrize("rows", [1, 12])
def test_the_rail_asks_two_questions_however_much_there_is(rows, settings, django_assert_num_queries):
    settings.CYCLE_RAIL = []
    programme = whole_plan()
    for number in range(rows):
        RewardFactory(programme=programme)
        CycleFactory(rulebook=programme.rulebooks.get(), name=f"c{number}")
    person = UserFactory()
    cycle = programme.cycles.select_related("programme").first()
    with django_assert_num_queries(2):
        rail_for(programme=programme, user=person)
    with django_assert_num_queries(1):
        rail_for(programme=programme, user=person, cycle=cycle)
