from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from programmes.enums import CaseState, ProgrammeState, Stage
from programmes.models import Cycle, Frequency
from programmes.tests.factories import (
    BusinessCaseFactory,
    FrequencyFactory,
    ObjectiveFactory,
    PresentationFactory,
    ProgrammeFactory,
    RewardFactory,
    running_cycle,
)

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
WEEKS = {"nominate_days": 21, "screen_days": 3, "judge_days": 10, "deliberate_days": 4, "evaluate_days": 30}


def two_needs(cycle):
    return [
        {"title": "Match 3 names", "detail": cycle.name, "url": "/m/", "button": "Match", "due": None, "blocking": ""},
        {
            "title": "Seat a judge",
            "detail": "",
            "url": "/s/",
            "button": "Seat",
            "due": None,
            "blocking": "Judging waits",
        },
    ]


def a_figure(cycle):
    return [{"template": "components/why.html", "figure": {}}]


def lacks_a_judge(cycle):
    return ["Three judges are promised; two are seated."]


@pytest.fixture(autouse=True)
def _only_this_room(settings):
    settings.CYCLE_STEPS = {stage: [] for stage in Stage.values}
    settings.CYCLE_CHECKS = {}
    settings.CYCLE_NEEDS = []
    settings.CYCLE_FIGURES = []
    settings.CYCLE_RAIL = []
    settings.WAITING = []


@pytest.fixture
def maya(client):
    person = UserFactory(known_as="Maya")
    client.force_login(person)
    return person


def stars(maya, stage=Stage.OPEN, **kwargs):
    kwargs.setdefault("opens_at", timezone.now() + timedelta(days=1))
    cycle = running_cycle(stage=stage, name="2026-10", managers=[maya], **kwargs)
    cycle.programme.slug, cycle.programme.title = "stars", "Stars"
    cycle.programme.save()
    return cycle


def words_of(response):
    return " ".join(response.content.decode().split())


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# /manage/


def test_somebody_who_manages_nothing_is_told_what_belongs_here(client, maya):
    response = client.get("/manage/")
    assert response.context["standings"] == []
    assert "You manage no programme yet" in words_of(response)


def test_only_the_programmes_that_one_manages_are_listed(client, maya):
    stars(maya)
    ProgrammeFactory(title="Somebody else’s")
    assert [place.programme.title for place in client.get("/manage/").context["standings"]] == ["Stars"]


@pytest.mark.parametrize("rows", [1, 8])
def test_the_list_asks_as_much_for_many_programmes_as_for_one(client, maya, django_assert_num_queries, rows):
    for _number in range(rows):
        running_cycle(managers=[maya])
    client.get("/manage/")
    # session, person, organisation, may add, programmes, cycles; the top bar's doors
    with django_assert_num_queries(7):
        client.get("/manage/")


# The overview of a programme


def ready_to_start(maya):
    cycle = stars(maya, stage=Stage.CANCELLED)
    programme = cycle.programme
    for factory in (ObjectiveFactory, RewardFactory, FrequencyFactory, PresentationFactory):
        factory(programme=programme)
    programme.publicity.create(channel="intranet")
    BusinessCaseFactory(programme=programme, state=CaseState.APPROVED)
    programme.state = ProgrammeState.APPROVED
    programme.save()
    return programme


def test_what_is_missing_before_the_start_is_listed_with_links(client, maya):
    ProgrammeFactory(slug="stars", state=ProgrammeState.DRAFT, managers=[maya])
    response = client.get("/manage/stars/")
    gaps = response.context["gaps"]
    assert {gap.step for gap in gaps} == {"objectives", "rules", "rewards", "frequency", "presentation", "case"}
    assert all(f'href="{gap.url}"' in response.content.decode() for gap in gaps)
    assert "Start the programme" not in words_of(response)


def test_a_programme_that_lacks_nothing_is_started_by_one_button(client, maya):
    programme = ready_to_start(maya)
    assert "Start the programme" in words_of(client.get("/manage/stars/"))
    response = client.post("/manage/stars/start/")
    programme.refresh_from_db()
    assert (response.url, programme.state) == ("/manage/stars/", ProgrammeState.RUNNING)


def test_a_programme_that_runs_is_not_started_again(client, maya):
    stars(maya)
    response = client.post("/manage/stars/start/", HTTP_REFERER="http://testserver/manage/stars/")
    assert response.url == "http://testserver/manage/stars/"
    assert Record.objects.filter(verb="programme.started").count() == 0


def test_the_next_cycle_is_planned_by_a_button(client, maya):
    FrequencyFactory(programme=ProgrammeFactory(slug="stars", managers=[maya]))
    response = client.post("/manage/stars/next-cycle/")
    cycle = Cycle.objects.get()
    assert response.url == f"/manage/stars/c/{cycle.name}/"
    assert Record.objects.get().actor_id == maya.pk


@pytest.mark.parametrize("rows", [1, 12])
def test_the_overview_asks_as_much_for_many_cycles_as_for_one(client, maya, django_assert_num_queries, rows):
    cycle = stars(maya)
    for number in range(rows):
        Cycle.objects.create(
            programme=cycle.programme,
            name=f"c{number}",
            **{field.name: getattr(cycle, field.name) for field in Cycle._meta.fields if field.name.endswith("_at")},
        )
    client.get("/manage/stars/")
    # session, person, organisation, programme, right, cycles, plan, newest cycles; the top bar's doors
    with django_assert_num_queries(9):
        client.get("/manage/stars/")


# The overview of a cycle


def test_a_cycle_says_where_it_stands_what_comes_by_itself_and_what_needs_its_manager(client, maya, settings):
    settings.CYCLE_NEEDS = [f"{__name__}.two_needs"]
    settings.CYCLE_FIGURES = [f"{__name__}.a_figure"]
    settings.CYCLE_CHECKS = {"screening": [f"{__name__}.lacks_a_judge"]}
    cycle = stars(maya, title="autumn 2026")
    response = client.get("/manage/stars/c/2026-10/")
    assert [thing["title"] for thing in response.context["needs"]] == ["Match 3 names", "Seat a judge"]
    assert response.context["missing"] == ["Three judges are promised; two are seated."]
    assert [step.stage for step in response.context["steps"]] == [Stage.SCREENING, Stage.JUDGING, Stage.DELIBERATING]
    assert "Nominations have been open for" in words_of(response)
    assert "Stars, autumn 2026" in words_of(response)
    assert cycle.label == "stars/2026-10"


@pytest.mark.parametrize("stage", Stage.values)
def test_every_stage_has_its_sentence_and_its_page(client, maya, stage):
    stars(maya, stage=stage)
    response = client.get("/manage/stars/c/2026-10/")
    assert response.status_code == 200
    assert words_of(response).count("where-it-stands") == 1
    assert "<b>" in words_of(response).split("where-it-stands")[1].split("</p>")[0]


def test_the_page_of_a_cycle_asks_five_questions_and_one_for_the_bar(client, maya, django_assert_num_queries):
    stars(maya)
    client.get("/manage/stars/c/2026-10/")
    # session, person, organisation, cycle with the right, plan; the top bar's doors
    with django_assert_num_queries(6):
        client.get("/manage/stars/c/2026-10/")


# Moving by hand


def test_a_cycle_is_moved_by_hand_with_a_reason(client, maya):
    stars(maya)
    response = client.post("/manage/stars/c/2026-10/move/screening/", {"reason": "All is in."})
    assert (response.url, Cycle.objects.get().stage) == ("/manage/stars/c/2026-10/", Stage.SCREENING)
    record = Record.objects.get(verb="cycle.moved")
    assert (record.actor_id, record.data) == (maya.pk, {"stage": "screening", "reason": "All is in."})
    assert said(response) == ["2026-10 is now in the stage “Screening”."]


def test_without_a_reason_nothing_moves(client, maya):
    stars(maya)
    response = client.post("/manage/stars/c/2026-10/move/screening/", {"reason": " "})
    assert (response.status_code, Cycle.objects.get().stage) == (200, Stage.OPEN)
    assert list(response.context["form"].errors) == ["reason"]


def test_what_is_missing_is_said_and_what_was_typed_stays(client, maya, settings):
    settings.CYCLE_CHECKS = {"screening": [f"{__name__}.lacks_a_judge"]}
    stars(maya)
    response = client.post("/manage/stars/c/2026-10/move/screening/", {"reason": "All is in."})
    assert response.context["form"].non_field_errors()[1] == "Three judges are promised; two are seated."
    assert "All is in." in words_of(response)
    assert Cycle.objects.get().stage == Stage.OPEN


def test_a_move_that_can_not_be_has_no_button(client, maya):
    stars(maya)
    response = client.get("/manage/stars/c/2026-10/move/closed/")
    assert "can’t go to “Closed” from there" in words_of(response)
    assert 'name="reason"' not in words_of(response)
    client.post("/manage/stars/c/2026-10/move/closed/", {"reason": "A try."})
    assert Cycle.objects.get().stage == Stage.OPEN


def test_a_stage_that_there_is_not_has_no_page(client, maya):
    stars(maya)
    assert client.get("/manage/stars/c/2026-10/move/judgement/").status_code == 404


# Changing dates


def typed(cycle, **changed):
    fields = ["screening_at", "judging_at", "deliberating_at", "announce_at", "evaluating_at", "closes_at"]
    values = {name: getattr(cycle, name).astimezone(LONDON).strftime("%Y-%m-%dT%H:%M") for name in fields}
    return {**values, "reason": "A bank holiday.", **changed}


def far_cycle(maya):
    return stars(maya, opens_at=datetime(2036, 10, 1, 9, tzinfo=LONDON))


def test_dates_are_typed_as_the_organisation_s_own_hours_on_both_sides_of_the_clock_change(client, maya):
    cycle = far_cycle(maya)
    client.post(
        "/manage/stars/c/2026-10/dates/",
        typed(cycle, screening_at="2036-10-24T17:00", judging_at="2036-10-27T09:00"),
    )
    cycle.refresh_from_db()
    # the clocks go back on 26 October 2036
    assert cycle.screening_at.astimezone(ZoneInfo("UTC")).hour == 16
    assert cycle.judging_at.astimezone(ZoneInfo("UTC")).hour == 9
    assert Record.objects.get(verb="cycle.dates_changed").data["reason"] == "A bank holiday."


def test_dates_that_are_left_as_they_were_change_nothing(client, maya):
    cycle = far_cycle(maya)
    client.post("/manage/stars/c/2026-10/dates/", typed(cycle))
    assert Record.objects.count() == 0


def test_an_hour_that_the_clock_change_leaves_out_is_refused_at_its_field(client, maya):
    cycle = stars(maya, opens_at=datetime(2036, 3, 10, 9, tzinfo=LONDON))
    response = client.post("/manage/stars/c/2026-10/dates/", typed(cycle, screening_at="2036-03-30T01:30"))
    assert list(response.context["form"].errors) == ["screening_at"]


def test_dates_out_of_order_are_refused_at_the_field(client, maya):
    cycle = far_cycle(maya)
    response = client.post("/manage/stars/c/2026-10/dates/", typed(cycle, closes_at="2036-10-02T09:00"))
    assert response.context["form"].errors["closes_at"] == ["“the cycle closes” must come after “evaluation begins”."]


# How often


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"how": "weekly", "nominate_days": "6"}, "FREQ=WEEKLY;BYDAY=MO"),
        ({"how": "weekly", "every": "4", "count": "6"}, "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO;COUNT=6"),
        ({"how": "monthly"}, "FREQ=MONTHLY;BYMONTHDAY=5"),
        ({"how": "monthly", "ordinal": "1", "weekday": "MO"}, "FREQ=MONTHLY;BYDAY=1MO"),
        ({"how": "monthly", "ordinal": "-1", "weekday": "working"}, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ({"how": "quarterly", "until": "2028-12-31"}, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5;UNTIL=20281231"),
        ({"how": "yearly", "ordinal": "2", "weekday": "TU"}, "FREQ=YEARLY;BYMONTH=10;BYDAY=2TU"),
        ({"how": "once"}, "FREQ=YEARLY;COUNT=1"),
        ({"how": "own", "rrule": "FREQ=DAILY;INTERVAL=40"}, "FREQ=DAILY;INTERVAL=40"),
    ],
)
def test_each_way_of_saying_how_often_is_kept_and_comes_back_as_it_was_said(client, maya, said, rule):
    ProgrammeFactory(slug="stars", managers=[maya])
    given = {"starts_on": "2026-10-05", **WEEKS, **said}
    response = client.post("/manage/stars/frequency/", given)
    assert response.status_code == 302
    kept = Frequency.objects.get()
    assert (kept.rrule, kept.starts_on) == (rule, date(2026, 10, 5))
    shown = client.get("/manage/stars/frequency/").context["form"]
    assert {name: shown[name].initial for name in said} == {
        name: value if name in {"how", "rrule", "ordinal", "weekday"} else type(shown[name].initial)(value)
        for name, value in said.items()
        if name != "until"
    } | ({"until": date(2028, 12, 31)} if "until" in said else {})
    assert Record.objects.get().verb == "frequency.changed"


def test_the_last_days_of_a_month_become_its_last_day(client, maya):
    ProgrammeFactory(slug="stars", managers=[maya])
    client.post("/manage/stars/frequency/", {"how": "monthly", "starts_on": "2026-10-31", **WEEKS})
    assert Frequency.objects.get().rrule == "FREQ=MONTHLY;BYMONTHDAY=-1"


def test_the_dates_can_be_looked_at_without_keeping_anything(client, maya):
    ProgrammeFactory(slug="stars", managers=[maya])
    given = {"how": "monthly", "starts_on": "2026-10-05", "show": "1", **WEEKS}
    response = client.post("/manage/stars/frequency/", given)
    runs = response.context["preview"].runs
    assert {line.run.dates.opens_at.astimezone(LONDON).day for line in runs} == {5}
    assert Frequency.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"how": "weekly"}, "nominate_days"),
        ({"how": "own", "rrule": "FREQ=MONTHLY;BYEASTER=1"}, "rrule"),
        ({"count": "3", "until": "2028-01-01"}, "until"),
        ({"until": "2026-01-01"}, "until"),
        ({"starts_on": "0099-01-01"}, "starts_on"),
        ({"holiday_region": "XX"}, "holiday_region"),
        ({"how": "own", "rrule": "FREQ=SECONDLY"}, "rrule"),
        ({"how": "own", "rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rrule"),
        ({"nominate_days": "0"}, "nominate_days"),
        ({"nominate_days": "367"}, "nominate_days"),
        ({"judge_days": "0"}, "judge_days"),
        ({"screen_days": "-1"}, "screen_days"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"how": ""}, "how"),
    ],
)
def test_a_frequency_that_can_not_be_is_refused_at_its_field_and_nothing_is_kept(client, maya, changed, field):
    ProgrammeFactory(slug="stars", managers=[maya])
    given = {"how": "monthly", "starts_on": "2026-10-05", **WEEKS, **changed}
    response = client.post("/manage/stars/frequency/", given)
    assert list(response.context["form"].errors) == [field]
    assert Frequency.objects.count() == 0
