"""From a template along the guided path to a programme that can start."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from programmes.enums import PathScreen, ProgrammeState
from programmes.models import GuidedPath, Programme
from programmes.plans.moving import moved_to
from programmes.queries.library import library
from programmes.queries.plan_readiness import missing_to_start
from programmes.queries.planned_wording import unknown_placeholders
from programmes.queries.plans import newest_rulebook, plan_of
from programmes.services.approval import record_informal_approval
from programmes.services.programmes import start_programme
from programmes.services.rulebooks import publish_rulebook
from programmes.services.templates import start_from_template
from programmes.tests.cast import CAST, person_as, visit
from programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
KINDS = {
    "annual-service-stars", "customers-choice", "incentive-scheme", "project-award", "service-improvement-idea",
    "service-stars", "team-of-the-quarter", "trainee-of-the-year",
}  # fmt: skip


@pytest.fixture
def maya():
    return UserFactory(email="maya@example.org")


@pytest.fixture
def programme(maya):
    return start_from_template(template=library()["trainee-of-the-year"], title="Trainees", slug="trainees", actor=maya)


@pytest.fixture
def page(client, maya, programme):
    client.force_login(maya)

    def _page(screen, data=None):
        url = f"/manage/trainees/path/{screen}/"
        return client.get(url) if data is None else client.post(url, data)

    return _page


def as_shown(response, **changes):
    """What the page holds, as its browser would send it."""
    data = {}
    forms = [response.context["form"]] if response.context["form"] else []
    for formset in response.context["lists"].values():
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = value
    return data | changes


def test_the_library_holds_a_template_of_each_kind_of_award():
    assert library().keys() == KINDS
    assert {kind for plan in library().values() for kind in plan.identity.kinds} == {
        "individual", "team", "special-project", "trainee", "incentive", "customer-nominated",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_template_lacks_nothing_but_that_its_rules_are_published_and_somebody_approves(maya, name):
    made = start_from_template(template=library()[name], title="Ours", slug="ours", actor=maya)
    assert [gap.step for gap in missing_to_start(made)] == ["rules", "case"]
    publish_rulebook(rulebook=newest_rulebook(made), actor=maya)
    record_informal_approval(programme=made, words="Agreed by the director.", actor=maya)
    assert start_programme(programme=made, actor=maya).state == ProgrammeState.RUNNING


def test_a_templates_dates_lie_as_far_ahead_as_they_were_written():
    plan = moved_to(library()["trainee-of-the-year"], date(2030, 5, 5))
    assert {line.due for line in plan.objectives} == {date(2031, 8, 31)}  # 454 days on, to the end of that month
    assert min(line.due for line in plan.launch) == date(2030, 5, 5) + timedelta(days=21)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_template_brings_a_launch_in_its_order_and_messages_that_ask_one_question(name):
    plan = moved_to(library()[name], date(2030, 5, 5))
    due = {line.title: line.due for line in plan.launch}
    assert [line.title for line in plan.launch if any(due[title] > line.due for title in line.after)] == []
    assert sum(bool(line.after) for line in plan.launch) >= 2
    first, reminder = plan.messages
    assert (first.send_at, reminder.send_at) == (datetime(2030, 6, 9, 9), datetime(2030, 6, 23, 9))
    assert bool(first.question)
    assert unknown_placeholders(*(words for line in plan.messages for words in (line.subject, line.body))) == []
    codes = {line.code for line in plan.objectives}
    assert {line.objective for line in plan.rules.criteria} <= codes


def test_nothing_of_a_launch_is_late_on_the_day_on_which_somebody_starts_from_a_template(programme):
    today = timezone.localdate()
    assert programme.launch_tasks.exists()
    assert list(programme.launch_tasks.filter(due__lte=today)) == []


def test_walking_the_path_without_a_change_leaves_the_templates_answers(page, programme):
    before = plan_of(programme)
    for screen in PathScreen.values:
        response = page(screen, as_shown(page(screen)))
        assert response.status_code == 302, response.context["form"]
    programme = Programme.objects.get()
    assert plan_of(programme) == before
    assert response.url == "/manage/trainees/path/ready/#ready"
    assert GuidedPath.objects.get().finished_at is not None


def test_it_can_be_left_and_is_taken_up_where_it_was_left(client, page):
    page("about", as_shown(page("about")))
    response = page("objectives", as_shown(page("objectives"), leave="1"))
    assert response.url == "/manage/trainees/"
    standing = client.get("/manage/trainees/").context["path"]
    assert (standing.url, standing.number, standing.of) == ("/manage/trainees/path/who/", 4, 7)
    page("about", as_shown(page("about")))  # going back does not lose the place
    assert client.get("/manage/trainees/").context["path"].number == 4


def test_what_a_screen_does_not_ask_stays(page, programme):
    before = newest_rulebook(programme).criteria.get(code="way").levels.count()
    shown = page("who")
    page(
        "who",
        as_shown(shown, **{"criteria-0-title": "Served well", "criteria-0-weight": "30", "criteria-1-weight": "35"}),
    )
    criteria = newest_rulebook(programme).criteria
    assert list(criteria.values_list("title", flat=True))[:2] == ["Served well", "The way since the start"]
    assert (before, criteria.get(code="way").levels.count()) == (5, 5)


@pytest.mark.parametrize(
    ("screen", "changes", "where", "words"),
    [
        ("who", {"criteria-0-weight": "30"}, "criteria-3-weight", "The weights come to 95. They must come to 100."),
        ("rewards", {"rewards-0-unit_cost": "-1"}, "rewards-0-unit_cost", "A cost is not negative."),
        ("when", {"nominate_days": "366"}, "nominate_days", "nominations"),
        ("about", {"title": ""}, "title", "This field is required."),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_changes_nothing(page, programme, screen, changes, where, words):
    before = plan_of(programme)
    response = page(screen, as_shown(page(screen), **changes))
    forms = [response.context["form"]] if response.context["form"] else []
    forms += [form for formset in response.context["lists"].values() for form in formset]
    told = {form[name].html_name: str(errors) for form in forms for name, errors in form.errors.items()}
    assert list(told) == [where]
    assert words in told[where]
    assert plan_of(Programme.objects.get()) == before


@pytest.mark.parametrize(("role", "status"), list(zip(CAST, (302, 404, 404, 200, 200), strict=True)))
@pytest.mark.parametrize("place", ["path/who/", "readiness/", "evidence/"])
def test_the_path_readiness_and_evidence_of_a_draft_are_for_its_managers(client, programme, role, status, place):
    assert visit(client, person_as(role, programme), f"/manage/trainees/{place}").status_code == status


def test_a_programme_that_runs_has_no_path(client):
    programme = ProgrammeFactory(slug="runs")
    response = visit(client, person_as("manager", programme), "/manage/runs/path/about/")
    assert (response.status_code, response.url) == (302, "/manage/runs/")


def test_a_screen_that_is_none_is_not_there(page):
    assert page("nowhere").status_code == 404


def test_objectives_of_a_template_lie_ahead(programme):
    assert all(due > timezone.localdate() for due in programme.objectives.values_list("due", flat=True))
