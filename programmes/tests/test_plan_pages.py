"""Every page of a plan: who may open it, that it does not slow down with its rows, and what it does with a form."""

import io
from copy import deepcopy

import pytest
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from accounts.tests.factories import AdministratorFactory, UserFactory
from awards_site.tests.worlds import kept_for_a_module
from programmes.enums import CaseState, ProgrammeState
from programmes.models import BenefitLine, CostLine, Programme
from programmes.plans.documents import read_document_bytes
from programmes.plans.reading import read_plan
from programmes.services.importing import import_plan
from programmes.tests.factories import (
    BusinessCaseFactory,
    ObjectiveFactory,
    ProgrammeFactory,
    PublicityFactory,
    RewardFactory,
)
from programmes.tests.plan_file import EXAMPLE

pytestmark = pytest.mark.django_db

PAGES = [
    "identity", "objectives", "options", "options_edit", "rules", "rules_categories", "rules_criteria", "rules_judging",
    "rewards", "presentation", "case_edit", "launch", "options_matrix", "options_library", "options_culture",
    "options_against", "project_plan", "check_points", "reward_new", "presentation_edit", "publicity_new",
]  # fmt: skip
POSTS = [
    "start", "options_choose", "options_ranking", "rules_next", "rules_publish", "case_propose", "case_informal",
    "consultation_remind",
]  # fmt: skip


@pytest.fixture(scope="module")
def everybody(django_db_setup, django_db_blocker):
    """A programme that is a draft, and everybody who might knock at its pages."""
    with kept_for_a_module(django_db_blocker):
        yield _everybody()


@pytest.fixture
def cast(everybody):
    return deepcopy(everybody)


def _everybody():
    maya = UserFactory(email="maya@example.org", full_name="Maya Osei")
    import_plan(plan=read_plan(read_document_bytes(EXAMPLE.encode(), "plan")), actor=maya, publish=False)
    programme = Programme.objects.get()
    other = UserFactory()
    ProgrammeFactory(managers=[other])
    approver = UserFactory(email="ines@example.org", full_name="Inés Marín")
    case = BusinessCaseFactory(programme=programme, proposed_by=maya, summary="We ask for it.")
    CostLine.objects.create(case=case, title="Time", low=1000, central=2000, high=3000)
    BenefitLine.objects.create(case=case, title="Calls", aim="customer_satisfaction", low=1000, central=3000, high=9000)
    case.approvers.add(approver)
    type(case).objects.update(state=CaseState.PROPOSED)
    case.refresh_from_db()
    return {
        "programme": programme,
        "case": case,
        "nobody": None,
        "team member": UserFactory(),
        "manager of another": other,
        "manager": maya,
        "approver": approver,
        "administrator": AdministratorFactory(),
    }


def answer_of(client, cast, who, name, method="get"):
    client.logout()
    if cast[who] is not None:
        client.force_login(cast[who])
    return getattr(client, method)(reverse(f"programmes:{name}", args=[cast["programme"].slug])).status_code


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize("state", [ProgrammeState.DRAFT, ProgrammeState.RUNNING])
@pytest.mark.parametrize("name", PAGES)
def test_only_managers_and_administrators_open_a_plan_page(client, cast, name, state):
    Programme.objects.filter(pk=cast["programme"].pk).update(state=state)
    refused = 404 if state == ProgrammeState.DRAFT else 403
    everybody = ["nobody", "team member", "manager of another", "approver", "manager", "administrator"]
    assert [answer_of(client, cast, who, name) for who in everybody] == [302, refused, refused, refused, 200, 200]


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize("name", ["case", "case_pdf"])
def test_the_business_case_is_read_by_its_managers_its_approvers_and_administrators(client, cast, name):
    everybody = ["nobody", "team member", "manager of another", "approver", "manager", "administrator"]
    assert [answer_of(client, cast, who, name) for who in everybody] == [302, 404, 404, 200, 200, 200]


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize("name", POSTS)
def test_nobody_else_acts_on_a_plan(client, cast, name):
    everybody = ["nobody", "team member", "manager of another", "approver"]
    assert [answer_of(client, cast, who, name, "post") for who in everybody] == [302, 404, 404, 404]


@pytest.mark.parametrize("name", [*POSTS, "case_answer"])
def test_an_act_is_not_done_by_a_link(client, cast, name):
    assert answer_of(client, cast, "manager", name) == 405


@pytest.mark.usefixtures("bare_answers")
def test_only_an_approver_answers(client, cast):
    everybody = ["nobody", "team member", "manager of another", "manager", "administrator"]
    assert [answer_of(client, cast, who, "case_answer", "post") for who in everybody] == [302, 404, 404, 403, 403]


@pytest.mark.usefixtures("bare_answers")
def test_a_programme_is_begun_by_managers_and_administrators_alone(client, cast):
    def status(who):
        client.logout()
        if cast[who] is not None:
            client.force_login(cast[who])
        return client.get(reverse("programmes:new")).status_code

    everybody = ["nobody", "team member", "approver", "manager of another", "manager", "administrator"]
    assert [status(who) for who in everybody] == [302, 403, 403, 200, 200, 200]


def filled(formset):
    """The POST data of a formset exactly as its page shows it."""
    data = {
        f"{formset.prefix}-{name}": formset.management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    for form in formset:
        for field in form:
            value = field.value()
            if value is not None and value is not False and value != "":
                data[field.html_name] = value
    return data


def open_page(client, cast, name):
    client.force_login(cast["manager"])
    url = reverse(f"programmes:{name}", args=[cast["programme"].slug])
    return url, client.get(url)


@pytest.mark.parametrize("name", ["objectives", "rules_criteria", "project_plan"])
def test_saving_a_page_as_it_stands_changes_nothing(client, cast, name):
    before = exported()
    url, page = open_page(client, cast, name)
    assert client.post(url, filled(page.context["formset"])).status_code == 302
    assert exported() == before


def exported():
    out = io.StringIO()
    call_command("export_programme", "service-stars", stdout=out)
    return out.getvalue()


def test_an_objective_is_added_in_the_empty_row_and_gets_its_own_code(client, cast):
    url, page = open_page(client, cast, "objectives")
    data = filled(page.context["formset"]) | {
        "objectives-1-statement": "Colleagues feel noticed",
        "objectives-1-aim": "team_motivation",
    }
    client.post(url, data)
    assert list(cast["programme"].objectives.values_list("code", "statement")) == [
        ("csat", "Raise satisfaction."),
        ("colleagues-feel-noticed", "Colleagues feel noticed"),
    ]


def test_an_objective_is_removed_by_its_tick(client, cast):
    url, page = open_page(client, cast, "objectives")
    client.post(url, filled(page.context["formset"]) | {"objectives-0-DELETE": "on"})
    assert cast["programme"].objectives.count() == 0


def test_weights_that_do_not_come_to_100_are_saved_in_a_draft_and_keep_it_from_being_published(client, cast):
    url, page = open_page(client, cast, "rules_criteria")
    client.post(url, filled(page.context["formset"]) | {"criteria-0-weight:individual": "50"})
    rules = client.get(reverse("programmes:rules", args=["service-stars"]))
    assert rules.context["gaps"] == ["The weights of “Service Star” come to 90.00, not to 100."]


def test_a_choice_without_a_reason_is_refused_on_the_page(client, cast):
    open_page(client, cast, "options")
    page = client.post(reverse("programmes:options_choose", args=["service-stars"]), {"option": "nothing"})
    assert page.context["form"].errors == {"rationale": ["This field is required."]}


def test_an_approver_finds_the_case_at_home_answers_it_and_then_no_more(client, cast):
    client.force_login(cast["approver"])
    assert client.get("/").context["waiting"][0].url == "/manage/service-stars/case/"
    answer = reverse("programmes:case_answer", args=["service-stars"])
    client.post(answer, {"verdict": "approve", "comment": "Good value."})
    cast["case"].refresh_from_db()
    assert cast["case"].state == CaseState.APPROVED
    assert client.get("/").context["waiting"] == []


def test_the_case_on_paper_is_tagged_and_has_its_contents(client, cast):
    client.force_login(cast["approver"])
    pdf = PdfReader(io.BytesIO(client.get("/manage/service-stars/case.pdf").content))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert bool(pdf.trailer["/Root"]["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    foot = f"2 / {len(pdf.pages)}"
    assert [words in text for words in ("Contents", "We ask for it.", "Net present value", "Time", foot)] == [True] * 5


def test_a_template_becomes_a_draft_that_its_starter_manages(client, cast):
    client.force_login(cast["manager"])
    client.post(
        reverse("programmes:new"), {"template": "service-stars", "title": "Stars of the North", "slug": "north"}
    )
    programme = Programme.objects.get(slug="north")
    assert (programme.title, programme.state, list(programme.managers.all())) == (
        "Stars of the North",
        "draft",
        [cast["manager"]],
    )
    assert list(programme.rulebooks.values_list("version", "state")) == [(1, "draft")]
    assert set(programme.publicity.values_list("owner__email", flat=True)) == {"maya@example.org"}


@pytest.mark.parametrize("slug", ["service-stars", "new", "Not a slug"])
def test_a_short_name_that_cannot_be_used_is_refused(client, cast, slug):
    client.force_login(cast["manager"])
    page = client.post(reverse("programmes:new"), {"template": "blank", "title": "Again", "slug": slug})
    assert list(page.context["form"].errors) == ["slug"]


ROWS = [("objectives", ObjectiveFactory), ("rewards", RewardFactory), ("presentation", PublicityFactory)]


@pytest.mark.parametrize(("name", "factory"), ROWS)
def test_a_page_asks_no_more_of_the_database_for_many_rows(client, cast, name, factory, django_assert_max_num_queries):
    url, _first = open_page(client, cast, name)
    factory(programme=cast["programme"])
    with django_assert_max_num_queries(20) as few:
        client.get(url)
    for _number in range(15):
        factory(programme=cast["programme"])
    with django_assert_max_num_queries(20) as many:
        client.get(url)
    assert len(many) == len(few)
