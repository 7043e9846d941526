"""Figures and answers from a file in the browser: look first, then bring in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from evaluation.library import ready_surveys
from evaluation.models import Kpi, Measurement, Response
from evaluation.tests.factories import MeasurementFactory, evaluated_cycle
from programmes.tests.factories import running_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory()


@pytest.fixture
def cycle(maya):
    return evaluated_cycle(managers=[maya])


def kpis_page(cycle):
    return reverse("evaluation:upload_kpis")


def responses_page(cycle):
    return reverse("evaluation:upload_responses", args=[cycle.programme.slug, cycle.name])


def file(text: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("brought.csv", text.encode())}


KPIS = "kpi,date,value\ncsat,2026-10-05,4.2\ncsat,2026-10-12,4.4\n"
ANSWERS = "audience,respondent,question,answer\nwinners,p1,{code},4\n"


@pytest.mark.parametrize(
    ("who", "kpis", "responses"),
    [
        ("manager", 200, 200),
        ("administrator", 200, 200),
        ("other manager", 200, 404),
        ("colleague", 403, 404),
        ("nobody", 302, 302),
    ],
)
def test_who_may_bring_in_a_file(client, cycle, maya, who, kpis, responses):
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
    assert (client.get(kpis_page(cycle)).status_code, client.get(responses_page(cycle)).status_code) == (
        kpis,
        responses,
    )


def test_figures_are_shown_first_and_brought_in_then(client, cycle, maya):
    MeasurementFactory(kpi=Kpi.objects.create(code="csat", title="CSAT"), date="2026-10-05", value="4.0")
    client.force_login(maya)

    preview = client.post(kpis_page(cycle), file(KPIS))
    assert preview.context["would"] == ["1 measurement is new.", "1 has another value.", "0 are there already."]
    assert (Measurement.objects.count(), Record.objects.filter(verb__startswith="kpi").exists()) == (1, False)

    client.post(kpis_page(cycle), {"signed": preview.context["signed"]})
    assert [float(value) for value in Measurement.objects.values_list("value", flat=True)] == [4.2, 4.4]
    assert Record.objects.get(verb="kpi.imported").actor == maya


def test_answers_are_shown_first_and_brought_in_then(client, cycle, maya):
    client.force_login(maya)
    code = next(q.code for q in ready_surveys()["winners"].questions if q.kind == "likert5")
    preview = client.post(responses_page(cycle), file(ANSWERS.format(code=code)))
    assert (preview.context["would"], Response.objects.count()) == (
        ["1 person’s answers are new.", "0 are there already."],
        0,
    )
    client.post(responses_page(cycle), {"signed": preview.context["signed"]})
    assert Response.objects.count() == 1


def test_every_bad_cell_is_named_by_row_and_column_and_nothing_changes(client, cycle, maya):
    client.force_login(maya)
    answer = client.post(kpis_page(cycle), file("kpi,date,value\ncsat,yesterday,4.2\ncsat,2026-10-12,many\n"))
    assert [(problem.row, problem.column) for problem in answer.context["problems"]] == [(2, "date"), (3, "value")]
    assert (answer.status_code, "signed" in answer.context, Kpi.objects.count()) == (422, False, 0)


def test_a_file_of_another_page_or_a_forged_one_is_not_taken(client, cycle, maya):
    client.force_login(maya)
    signed = client.post(kpis_page(cycle), file(KPIS)).context["signed"]
    for page, sent in [(responses_page(cycle), signed), (kpis_page(cycle), signed[:-1])]:
        assert client.post(page, {"signed": sent}).url == page
    assert (Kpi.objects.count(), Response.objects.count()) == (0, 0)
