import pytest
from django.urls import reverse

from accounts.tests.factories import TeamFactory, UserFactory
from jobs.models import Job
from judging.models import Result, SensitivityReport
from judging.services.computing import compute_results
from judging.services.sensitivity import ask_how_firm, work_out_how_firm
from judging.steps import begin_deliberating
from judging.tests.factories import ConflictFactory, scored_cycle, submitted_sheet

pytestmark = pytest.mark.django_db

# The third judge alone puts the first entry ahead: without them the second wins.
CLOSE = [[3, 3, 5], [4, 4, 2], [1, 1, 1]]


def deliberating(totals=CLOSE):
    cycle, entries, seats, chair = scored_cycle(totals, managers=[UserFactory(full_name="Maya Lindqvist")])
    [result] = compute_results(cycle=cycle, actor=None)
    return cycle, entries, seats, chair, result


def firmness(client, person, cycle, category, **data):
    client.force_login(person)
    url = reverse("judging:firmness", args=[cycle.programme.slug, cycle.name, category.code])
    return client.post(url) if data else client.get(url)


def test_the_report_names_the_judge_without_whom_another_would_win():
    _cycle, entries, seats, _chair, result = deliberating()
    work_out_how_firm(result=result)
    figures = SensitivityReport.objects.get().figures
    first, second = entries[0].reference, entries[1].reference
    assert figures["winners"] == [first]
    assert figures["without"] == [
        {"judge": str(seats[2].judge_id), "gained": [second], "lost": [first], "apart": False}
    ]
    assert figures["digest"] == result.inputs_digest


def test_own_groups_come_from_the_directory():
    cycle, entries, seats, _chair = scored_cycle([[3, 4], [4, 5], [2, 2], [5, 3], [3, 3], [4, 4]])
    site = "Harbour Road"
    for entry in entries[:5]:
        type(entry.person).objects.filter(pk=entry.person_id).update(site=site, team=TeamFactory())
    type(seats[0].judge).objects.filter(pk=seats[0].judge_id).update(site=site)
    [result] = compute_results(cycle=cycle, actor=None)
    figures = work_out_how_firm(result=result).figures
    assert [(leaning["kind"], leaning["sheets"]) for leaning in figures["leanings"]] == [("site", 5)]


def test_working_it_out_twice_stores_it_once():
    *_, result = deliberating()
    assert work_out_how_firm(result=result) == work_out_how_firm(result=result)
    assert SensitivityReport.objects.count() == 1


def test_a_result_whose_sheets_have_changed_gets_no_report():
    cycle, entries, _seats, chair, result = deliberating()
    submitted_sheet(chair, entries[2], {"impact": 5, "care": 5})
    assert work_out_how_firm(result=result) is None
    assert cycle.results.get() == result


def test_the_step_into_deliberation_asks_for_it_once():
    cycle, *_ = deliberating()
    begin_deliberating(cycle)
    begin_deliberating(cycle)
    [job] = Job.objects.filter(kind="judging.sensitivity")
    assert job.payload == {"result": Result.objects.get().pk, "cycle": cycle.pk}


def test_a_worker_does_it(django_capture_on_commit_callbacks):
    *_, result = deliberating()
    with django_capture_on_commit_callbacks(execute=True):
        job = ask_how_firm(result=result, actor=None)
    job.refresh_from_db()
    assert (job.state, SensitivityReport.objects.get().result) == ("done", result)


def test_the_page_asks_first_and_then_shows(client, django_capture_on_commit_callbacks):
    cycle, entries, _seats, chair, _result = deliberating()
    category = entries[0].category
    assert "Work it out" in firmness(client, chair.judge, cycle, category).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert firmness(client, chair.judge, cycle, category, ask=True).status_code == 302
    shown = firmness(client, chair.judge, cycle, category).context["firm"]
    assert shown.verdict == f"{entries[0].reference} comes first, but not without one of the judges."
    assert [(change.gained, change.lost) for change in shown.without] == [(entries[1].reference, entries[0].reference)]


def test_who_stands_aside_from_an_entry_does_not_see_how_firm_its_category_is(client):
    cycle, entries, _seats, chair, result = deliberating()
    work_out_how_firm(result=result)
    ConflictFactory(seat=chair, entry=entries[0])
    response = firmness(client, chair.judge, cycle, entries[0].category)
    assert response.context["firm"] is None
    assert entries[1].nominee_name not in response.content.decode()


@pytest.mark.parametrize("entries", [3, 12])
def test_the_page_costs_the_same_for_few_and_many(client, django_assert_num_queries, entries):
    cycle, found, _seats, chair, result = deliberating([[3, 4, 5], [4, 4, 2], [1, 2, 1]] * (entries // 3))
    work_out_how_firm(result=result)
    firmness(client, chair.judge, cycle, found[0].category)
    with django_assert_num_queries(17):
        firmness(client, chair.judge, cycle, found[0].category)
