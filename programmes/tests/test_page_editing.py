"""Two managers on one page of a plan with rows or sections: the second to save is told, and loses nothing."""

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from audit.models import Record
from programmes.models import CostLine, Objective, Programme, Responsibility
from programmes.plans.lines import CaseLine, RiskLine
from programmes.queries.plans import case_line, newest_case
from programmes.services.business_case import change_case, draft_case
from programmes.tests.factories import ObjectiveFactory, ProgrammeFactory
from programmes.tests.test_row_editing import as_typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(client):
    maya = UserFactory(email="maya@example.org", full_name="Maya Byrne")
    client.force_login(maya)
    made = ProgrammeFactory(slug="stars", title="Stars", managers=[maya])
    for number, statement in enumerate(("Fewer calls", "Kinder words")):
        ObjectiveFactory(programme=made, code=f"o{number}", statement=statement, position=number)
    for number, what in enumerate(("The budget", "The pictures")):
        Responsibility.objects.create(programme=made, what=what, position=number)
    draft = draft_case(programme=made, actor=maya)
    change_case(case=draft, content=CaseLine(summary="We ask.", risks=(RiskLine("Nobody comes", 2, 3),)), actor=maya)
    return made


def opened(client, url):
    """The page as a browser would send it back unchanged."""
    page = client.get(url).context
    sent = {"seen": page["seen"], "known": page["known"]}
    for name in ("form", "formset", "costs", "benefits", "risks"):
        part = page.get(name)
        for form in [part] if hasattr(part, "fields") else [part.management_form, *part] if part is not None else []:
            sent |= as_typed(form)
    return sent


def objectives():
    return list(Objective.objects.order_by("position").values_list("statement", flat=True))


def duties():
    return list(Responsibility.objects.order_by("position").values_list("what", flat=True))


def case():
    content = case_line(newest_case(Programme.objects.get()))
    return [content.summary, *(risk.title for risk in content.risks), *(cost.title for cost in content.costs)]


def their_objectives(programme):
    Objective.objects.filter(code="o0").delete()
    ObjectiveFactory(programme=programme, code="theirs", statement="Sooner", position=2)


def their_duties(programme):
    Responsibility.objects.filter(what="The budget").update(what="The money")
    Responsibility.objects.create(programme=programme, what="The hall", position=2)


def their_case(programme):
    CostLine.objects.create(case=newest_case(programme), title="Cake", low=1, central=2, high=3)


# Where, what others do meanwhile, what I change, what I am told, and what stands there once both are saved together.
PAGES = {
    "objectives": (
        objectives,
        their_objectives,
        {"objectives-1-statement": "Kind words"},
        [
            ("Sooner", "Aim: Customer satisfaction\nWeight in the appraisal: 1", ""),
            ("Fewer calls", "Removed", "Aim: Customer satisfaction\nWeight in the appraisal: 1"),
        ],
        ["Kind words", "Sooner"],
    ),
    "project_plan": (
        duties,
        their_duties,
        {"rows-1-what": "The photographs"},
        [("The money", "Responsibility: The money", "Responsibility: The budget"), ("The hall", "The hall", "")],
        ["The money", "The photographs", "The hall"],
    ),
    "case_edit": (
        case,
        their_case,
        {"summary": "We ask for it."},
        [("Costs", "Cake, 1, 2, 3", "")],
        ["We ask for it.", "Nobody comes", "Cake"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_rows_and_sections_that_others_saved_are_told_and_brought_together(client, programme, name):
    standing, others, mine, facts, both = PAGES[name]
    url = reverse(f"programmes:{name}", args=["stars"])
    sent = opened(client, url) | mine
    others(programme)
    before, records = standing(), Record.objects.count()
    told = client.post(url, sent)
    assert [(fact.name, fact.theirs, fact.mine) for fact in told.context["told"]] == facts
    assert (told.status_code, standing(), Record.objects.count()) == (409, before, records)
    sent |= {"seen": told.context["seen"], "known": told.context["known"], "how": "both"}
    assert (client.post(url, sent).status_code, standing()) == (302, both)


@pytest.mark.parametrize(("how", "left"), [("both", ["Stars of June", "Ada"]), ("mine", ["Stars of June", ""])])
def test_what_a_programme_stands_for_and_who_manages_it_is_told_too(client, programme, how, left):
    url = reverse("programmes:identity", args=["stars"])
    sent = opened(client, url) | {"title": "Stars of June"}
    Programme.objects.filter(pk=programme.pk).update(promised_by="Ada")
    programme.managers.add(UserFactory(full_name="Bo Lind", email="bo@example.org"))
    told = client.post(url, sent)
    facts = [(fact.theirs, fact.both_changed) for fact in told.context["told"]]
    assert (told.status_code, facts) == (409, [("Ada", False), ("bo@example.org, maya@example.org", False)])
    sent |= {"seen": told.context["seen"], "known": told.context["known"], "how": how}
    assert client.post(url, sent).status_code == 302
    programme.refresh_from_db()
    managers = 2 if how == "both" else 1
    assert [programme.title, programme.promised_by, programme.managers.count()] == [*left, managers]
