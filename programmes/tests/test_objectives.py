"""Objectives: what sharpens them, what points at the ones that nobody serves, and both aims before a case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.refusals import NotReady
from evaluation.models import Kpi
from programmes.models import BenefitLine, CostLine, Objective
from programmes.queries.kpi_names import kpi_names
from programmes.queries.objectives import missing_aims, unserved_objectives
from programmes.services.approval import propose_case
from programmes.tests.factories import (
    BusinessCaseFactory,
    CriterionFactory,
    ObjectiveFactory,
    ProgrammeFactory,
    RulebookFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def programme(maya):
    return ProgrammeFactory(managers=[maya], slug="stars")


def typed(**values):
    row = {"statement": "Raise the share of customers who rate us five", "aim": "customer_satisfaction", "weight": "1"}
    row |= values
    return {"objectives-TOTAL_FORMS": "1", "objectives-INITIAL_FORMS": "0"} | {
        f"objectives-0-{name}": value for name, value in row.items()
    }


def errors_of(client, maya, programme, **values):
    client.force_login(maya)
    page = client.post(reverse("programmes:objectives", args=[programme.slug]), typed(**values))
    return page.context["formset"].errors[0]


def test_a_target_date_before_today_is_refused_at_its_field(client, maya, programme):
    yesterday = timezone.localdate() - timedelta(days=1)
    errors = errors_of(client, maya, programme, due=yesterday.isoformat())
    assert errors == {"due": ["This day has passed; choose one that lies ahead."]}
    assert not Objective.objects.exists()


def test_a_target_that_one_has_already_is_refused_at_its_field(client, maya, programme):
    errors = errors_of(client, maya, programme, baseline="4.1", target="4.10")
    assert errors == {"target": ["The target is what you have today."]}


def test_a_date_that_has_passed_since_it_was_saved_does_not_block_the_page(client, maya, programme):
    past = timezone.localdate() - timedelta(days=3)
    ObjectiveFactory(programme=programme, code="old", due=past)
    client.force_login(maya)
    data = typed(code="old", due=past.isoformat(), measure="CSAT") | {"objectives-INITIAL_FORMS": "1"}
    assert client.post(reverse("programmes:objectives", args=["stars"]), data).status_code == 302
    assert list(programme.objectives.values_list("measure", "due")) == [("CSAT", past)]


def test_while_typing_the_row_is_told_what_it_lacks_and_nothing_is_kept(client, maya, programme):
    Kpi.objects.create(code="csat", title="CSAT")
    client.force_login(maya)
    url = reverse("programmes:objectives_sharp", args=["stars", 0])
    part = client.post(url, typed(measure="csat", baseline="4", due="2020-01-01"), headers={"HX-Request": "true"})
    said = [(each.name, each.met) for each in part.context["checks"]]
    assert said == [
        ("Specific", True), ("Measurable", False), ("Achievable", None), ("Relevant", True), ("Time-bound", False),
    ]  # fmt: skip
    assert "This day has passed" in part.content.decode()
    assert not Objective.objects.exists()
    assert client.post(reverse("programmes:objectives_sharp", args=["stars", 7]), typed()).status_code == 404


def test_without_javascript_the_page_says_the_same_beside_each_objective(client, maya, programme):
    ObjectiveFactory(programme=programme, statement="Be nicer")
    client.force_login(maya)
    page = client.get(reverse("programmes:objectives", args=["stars"]))
    _form, checks = page.context["rows"][0]
    assert [each.met for each in checks] == [False, False, None, False, False]


def test_the_names_of_figures_are_shared_with_the_evaluation():
    Kpi.objects.create(code="csat", title="Customer satisfaction")
    assert kpi_names() == ["Customer satisfaction"]


def test_an_objective_that_no_criterion_serves_is_pointed_out(programme):
    served, unserved = ObjectiveFactory(programme=programme), ObjectiveFactory(programme=programme)
    rulebook = RulebookFactory(programme=programme)
    assert unserved_objectives(programme) == []
    CriterionFactory(rulebook=rulebook, objective=served)
    assert unserved_objectives(programme) == [unserved]
    RulebookFactory(programme=programme, version=2, state="draft")
    assert unserved_objectives(programme) == []


def test_a_case_is_proposed_only_with_both_aims_among_the_objectives(maya, programme):
    case = BusinessCaseFactory(programme=programme, summary="We ask for it.")
    CostLine.objects.create(case=case, title="Time", low=1, central=2, high=3)
    BenefitLine.objects.create(case=case, title="Calls", aim="customer_satisfaction", low=1, central=2, high=3)
    ObjectiveFactory(programme=programme, aim="customer_satisfaction")
    assert missing_aims(programme) == ["team_motivation"]
    with pytest.raises(NotReady) as refusal:
        propose_case(case=case, approvers=[UserFactory()], actor=maya)
    assert refusal.value.missing == ["an objective that aims at team motivation"]
    ObjectiveFactory(programme=programme, aim="team_motivation")
    propose_case(case=case, approvers=[UserFactory()], actor=maya)
    assert case.state == "proposed"
