"""The pages: who may open which, what they do, and that their queries do not grow."""

import csv
import io
import json

import pytest
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from evaluation.models import Action, Kpi, LogEntry, Question, Review
from evaluation.tests.factories import (
    ActionFactory,
    KpiFactory,
    MeasurementFactory,
    answered,
    evaluated_cycle,
    opened,
    prepared,
)
from jobs.models import Job
from programmes.enums import Stage
from programmes.tests.factories import CycleFactory, running_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Lindqvist")


@pytest.fixture
def cycle(maya):
    return evaluated_cycle(managers=[maya])


def at(cycle, page, *more):
    return reverse(f"evaluation:{page}", args=[cycle.programme.slug, cycle.name, *more])


OF_A_CYCLE = [("evaluate", ()), ("review", ()), ("add_action", ()), ("surveys", ()), ("download", ("csv",))]


@pytest.mark.parametrize(("page", "more"), OF_A_CYCLE)
@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("administrator", 200), ("other manager", 404), ("colleague", 404), ("nobody", 302)],
)
def test_who_may_open_a_cycles_evaluation(client, cycle, maya, page, more, who, status):
    other = UserFactory()
    running_cycle(managers=[other])
    people = {
        "manager": maya,
        "administrator": AdministratorFactory(),
        "other manager": other,
        "colleague": UserFactory(),
    }
    if who in people:
        client.force_login(people[who])
    assert client.get(at(cycle, page, *more)).status_code == status


@pytest.mark.parametrize(
    ("who", "reports", "kpis", "log"),
    [
        ("manager", 200, 200, 200),
        ("administrator", 200, 200, 200),
        ("other manager", 200, 200, 404),
        ("colleague", 403, 403, 404),
        ("nobody", 302, 302, 302),
    ],
)
def test_who_may_open_reports_figures_and_log(client, cycle, maya, who, reports, kpis, log):
    other = UserFactory()
    running_cycle(managers=[other])
    people = {
        "manager": maya,
        "administrator": AdministratorFactory(),
        "other manager": other,
        "colleague": UserFactory(),
    }
    if who in people:
        client.force_login(people[who])
    pages = [
        reverse("evaluation:reports"),
        reverse("evaluation:kpis"),
        reverse("evaluation:log", args=[cycle.programme.slug]),
    ]
    assert [client.get(page).status_code for page in pages] == [reports, kpis, log]


@pytest.mark.parametrize(("who", "status"), [("owner", 302), ("manager", 302), ("colleague", 404)])
def test_an_improvement_is_ticked_off_by_its_owner_or_a_manager(client, cycle, maya, who, status):
    owner = UserFactory()
    action = ActionFactory(cycle=cycle, owner=owner)
    client.force_login({"owner": owner, "manager": maya, "colleague": UserFactory()}[who])
    assert client.post(reverse("evaluation:action", args=[action.pk]), {"to": "done"}).status_code == status
    assert Action.objects.filter(done_at__isnull=False).exists() == (status == 302)


def test_the_four_points_of_view_and_the_customers_stand_side_by_side(client, cycle, maya):
    client.force_login(maya)
    answered(prepared(cycle)["others"], 5, mark=2, words="Nobody told us.")
    page = client.get(at(cycle, "evaluate"))
    assert [view.figures.audience for view in page.context["views"]] == [
        "organisation",
        "managers",
        "winners",
        "others",
    ]
    assert page.context["customers"].figures.audience == "customers"
    assert page.context["views"][3].quote == "Nobody told us."
    assert page.context["views"][0].headline is None


def test_the_managers_words_and_an_improvement_are_kept(client, cycle, maya):
    client.force_login(maya)
    client.post(at(cycle, "review"), {"winners": "Proud.", "conclusion": "Go on."})
    client.post(
        at(cycle, "add_action"), {"title": "Feedback", "because": "2.6 of 5", "owner": maya.pk, "due": "2026-12-16"}
    )
    assert (Review.objects.get().conclusion, Action.objects.get().owner) == ("Go on.", maya)


def test_questions_are_prepared_worded_added_and_removed(client, cycle, maya):
    client.force_login(maya)
    client.post(at(cycle, "surveys"))
    question = Question.objects.get(code="oth-fair")
    client.post(at(cycle, "change_question", question.pk), {"text": "Was it fair?", "kind": "likert5", "aim": ""})
    client.post(at(cycle, "add_question", "others"), {"text": "Lunch?", "kind": "text", "aim": ""})
    client.post(at(cycle, "remove_question", Question.objects.get(code="oth-role").pk))
    codes = list(Question.objects.filter(survey__audience="others").values_list("code", flat=True))
    question.refresh_from_db()
    assert question.text == "Was it fair?"
    assert codes == [
        "oth-rules",
        "oth-fair",
        "oth-told-why",
        "oth-stories",
        "oth-glad",
        "oth-again",
        "oth-change",
        "lunch",
    ]


def test_another_cycles_question_cannot_be_changed_here(client, cycle, maya):
    client.force_login(maya)
    question = prepared(running_cycle())["others"].questions.first()
    assert client.get(at(cycle, "change_question", question.pk)).status_code == 404


def test_the_log_is_written_and_read(client, cycle, maya):
    client.force_login(maya)
    address = reverse("evaluation:log", args=[cycle.programme.slug])
    client.post(address, {"text": "We were late.", "cycle": cycle.pk})
    assert [line.text for line in client.get(address).context["page"]] == ["We were late."]
    foreign = running_cycle()
    client.post(address, {"text": "Not ours.", "cycle": foreign.pk})
    assert LogEntry.objects.count() == 1


def test_a_figure_of_the_service_is_described_anew(client, maya, cycle):
    client.force_login(maya)
    kpi = KpiFactory(code="csat")
    client.post(
        reverse("evaluation:kpi", args=["csat"]),
        {"title": "Customer satisfaction", "unit": "of 5", "aim": "customer_satisfaction"},
    )
    kpi.refresh_from_db()
    assert (kpi.title, kpi.unit, kpi.higher_is_better) == ("Customer satisfaction", "of 5", False)
    assert Kpi.objects.count() == 1


def test_excel_is_made_by_a_job_and_unchanged_figures_are_not_made_twice(
    client, cycle, maya, django_capture_on_commit_callbacks
):
    client.force_login(maya)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(at(cycle, "ask_report"), {"format": "xlsx"})
        client.post(at(cycle, "ask_report"), {"format": "xlsx"})
    job = Job.objects.get(kind="evaluation.report")
    assert (page.url, job.state) == (at(cycle, "report_progress", job.pk), "done")
    assert client.get(page.url).status_code == 200
    part = client.get(page.url, headers={"HX-Request": "true"})
    assert next(template.name for template in part.templates) == "components/progress.html"
    answer = client.get(at(cycle, "report_file", job.pk))
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    client.force_login(UserFactory())
    assert client.get(at(cycle, "report_file", job.pk)).status_code == 404


def test_csv_and_json_are_there_at_once(client, cycle, maya):
    client.force_login(maya)
    assert json.loads(client.get(at(cycle, "download", "json")).content)["cycle"] == cycle.label
    assert client.get(at(cycle, "download", "csv")).headers["Content-Disposition"].startswith("attachment")
    assert client.get(at(cycle, "download", "exe")).status_code == 404


def test_reports_show_a_managers_own_cycles_and_all_to_administrators(client, cycle, maya):
    foreign = running_cycle(stage=Stage.CLOSED)
    running_cycle(stage=Stage.PLANNED)
    answered(prepared(cycle)["others"], 5, mark=3)
    answered(prepared(foreign)["others"], 4, mark=3)

    def rows(person, query=""):
        client.force_login(person)
        return {row.cycle: row for row in client.get(reverse("evaluation:reports") + query).context["rows"]}

    assert set(rows(maya)) == {cycle}
    everything = rows(AdministratorFactory())
    assert set(everything) == {cycle, foreign}
    assert [(row.answers, row.fair) for row in (everything[cycle], everything[foreign])] == [(5, 3.0), (0, None)]
    assert (everything[cycle].nominations, everything[cycle].honoured) == (7, 1)
    assert set(rows(AdministratorFactory(), f"?programme={foreign.programme.slug}")) == {foreign}
    assert set(rows(AdministratorFactory(), "?opened_from=2030-01-01")) == set()


def test_exported_cycles_are_those_of_the_page(client, cycle, maya):
    client.force_login(maya)
    running_cycle(stage=Stage.CLOSED)
    held = json.loads(client.get(reverse("evaluation:export_reports", args=["json"])).content)["cycles"]
    text = client.get(reverse("evaluation:export_reports", args=["csv"])).content.decode("utf-8-sig")
    assert [row["cycle"] for row in held] == [cycle.label]
    assert [row["cycle"] for row in csv.DictReader(io.StringIO(text))] == [cycle.label]


def queries(client, django_assert_max_num_queries, url):
    client.get(url)  # the top bar remembers what waits for a minute
    with django_assert_max_num_queries(100) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_queries_do_not_grow_with_the_answers(client, maya, django_assert_max_num_queries):
    client.force_login(maya)
    few, many = evaluated_cycle(managers=[maya], others=1), evaluated_cycle(managers=[maya], others=9)
    for made, people in ((few, 1), (many, 12)):
        for survey in opened(made).values():
            answered(survey, people)
        ActionFactory.create_batch(people, cycle=made, owner=maya)
    MeasurementFactory(date="2026-10-05")
    MeasurementFactory(date="2026-10-05")
    counts = [queries(client, django_assert_max_num_queries, at(one, "evaluate")) for one in (few, many)]
    assert counts == [EVALUATE, EVALUATE]


def test_queries_of_the_reports_do_not_grow_with_the_cycles(client, cycle, maya, django_assert_max_num_queries):
    client.force_login(maya)
    first = queries(client, django_assert_max_num_queries, reverse("evaluation:reports"))
    for number in range(8):
        made = CycleFactory(rulebook=cycle.rulebook, programme=cycle.programme, stage=Stage.CLOSED)
        answered(prepared(made)["others"], number)
    then = queries(client, django_assert_max_num_queries, reverse("evaluation:reports"))
    assert (first, then) == (REPORTS, REPORTS)


def test_queries_of_log_and_figures_do_not_grow(client, cycle, maya, django_assert_max_num_queries):
    client.force_login(maya)
    pages = [reverse("evaluation:log", args=[cycle.programme.slug]), reverse("evaluation:kpis")]
    counts = []
    for number in range(1, 8):
        LogEntry.objects.create(programme=cycle.programme, cycle=cycle, author=UserFactory(), text=f"Line {number}")
        MeasurementFactory(date="2026-10-05")
        if number in {1, 7}:
            counts.append([queries(client, django_assert_max_num_queries, page) for page in pages])
    assert counts == [[LOG, KPIS], [LOG, KPIS]]


EVALUATE, REPORTS, LOG, KPIS = 16, 15, 11, 9
