"""A business case from its draft to the next version: staff time, answers, what is frozen, what changed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import IllegalMove
from programmes.enums import Aim, CaseState, ProgrammeState
from programmes.models import BenefitLine, BusinessCase, CostLine, Risk
from programmes.plans.case_changes import LineChange, case_changes
from programmes.plans.lines import BenefitLine as Benefit
from programmes.plans.lines import CaseLine, RiskLine, StaffTime
from programmes.plans.lines import CostLine as Cost
from programmes.queries.plans import case_line
from programmes.services.approval import answer_case, propose_case
from programmes.services.business_case import change_case, draft_case
from programmes.tests.factories import ObjectiveFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

JUDGES = Cost.of_staff("Judging", StaffTime(Decimal(20), Decimal(24), Decimal(30), 6, Decimal("21.50")))
POSTERS = Cost("Posters", Decimal(100), Decimal(150), Decimal(200), once=True)
CALLS = Benefit("Fewer calls", Decimal(0), Decimal(900), Decimal(2000))
PRIDE = Benefit(
    "Pride", Decimal(0), Decimal(0), Decimal(0), aim="team_motivation", in_words="People say what they did."
)
CONTENT = CaseLine(
    summary="We ask for it.", costs=(JUDGES, POSTERS), benefits=(CALLS, PRIDE), risks=(RiskLine("Nobody nominates"),)
)


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def case(maya):
    programme = ProgrammeFactory(managers=[maya], state=ProgrammeState.DRAFT)
    for aim in Aim.values:
        ObjectiveFactory(programme=programme, aim=aim)
    case = draft_case(programme=programme, actor=maya)
    change_case(case=case, content=CONTENT, actor=maya)
    return case


def decided(case, maya, *verdicts, rule="all"):
    """Propose it to as many people as there are verdicts (None does not answer)."""
    people = [UserFactory() for _ in verdicts]
    propose_case(case=case, approvers=people, actor=maya, approval_rule=rule)
    for person, verdict in zip(people, verdicts, strict=True):
        if verdict:
            answer_case(case=case, verdict=verdict, comment="Because.", actor=person)
    return case.state


def test_staff_time_is_kept_as_it_was_given_and_priced(case):
    row = case.costs.get(title="Judging")
    assert (row.hours_low, row.hours, row.hours_high, row.people, row.hourly_rate) == (20, 24, 30, 6, Decimal("21.50"))
    assert (row.low, row.central, row.high) == (2580, 3096, 3870)
    assert case_line(case) == CONTENT


def test_the_database_keeps_staff_time_whole(case):
    with pytest.raises(DatabaseError), transaction.atomic():
        case.costs.filter(title="Judging").update(people=None)


@pytest.mark.parametrize(
    ("rule", "verdicts", "state"),
    [
        ("all", ["approve", None], "proposed"),
        ("all", ["approve", "approve"], "approved"),
        ("all", ["request-changes", None], "changes-requested"),
        ("any", ["approve", None], "approved"),
        ("any", ["reject", None], "proposed"),
        ("any", ["reject", "approve"], "approved"),
        ("any", ["reject", "request-changes"], "changes-requested"),
        ("any", ["reject", "reject"], "rejected"),
    ],
)
def test_what_the_answers_come_to_by_the_rule_that_was_chosen(case, maya, rule, verdicts, state):
    assert decided(case, maya, *verdicts, rule=rule) == state
    asked = Record.objects.get(verb="case.proposed").data
    assert (asked["rule"], len(asked["approvers"])) == (rule, 2)


def test_after_the_decision_nobody_answers_any_more(case, maya):
    late = UserFactory()
    propose_case(case=case, approvers=[UserFactory(), late], actor=maya, approval_rule="any")
    answer_case(case=case, verdict="approve", comment="Yes.", actor=case.approvers.exclude(pk=late.pk).get())
    with pytest.raises(IllegalMove, match="does not wait"):
        answer_case(case=case, verdict="reject", comment="No.", actor=late)


BY_HAND = {
    "a cost is changed": lambda case: CostLine.objects.filter(case=case).update(central=1, low=1, high=1),
    "a benefit is removed": lambda case: BenefitLine.objects.filter(case=case).delete(),
    "a risk is added": lambda case: Risk.objects.create(case=case, title="Late"),
    "a cost is moved in": lambda case: CostLine.objects.filter(case__version=9).update(case=case),
    "the summary is changed": lambda case: BusinessCase.objects.filter(pk=case.pk).update(summary="Else."),
    "it is made a draft again": lambda case: BusinessCase.objects.filter(pk=case.pk).update(state="draft"),
    "it is deleted": lambda case: BusinessCase.objects.filter(pk=case.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("act", BY_HAND)
def test_the_database_itself_refuses_to_change_a_proposed_case(case, maya, act):
    other = BusinessCase.objects.create(programme=case.programme, version=9)
    CostLine.objects.create(case=other, title="Elsewhere", low=1, central=1, high=1)
    decided(case, maya, None)
    before = case_line(case)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        BY_HAND[act](case)
    case.refresh_from_db()
    assert (case.state, case_line(case)) == (CaseState.PROPOSED, before)


def test_what_follows_an_approved_case_develops_from_it(case, maya):
    decided(case, maya, "approve")
    second = draft_case(programme=case.programme, actor=maya)
    assert case_line(second) == replace(CONTENT, purpose="develop")
    change_case(case=second, content=replace(case_line(second), costs=()), actor=maya)
    change_case(case=second, content=replace(case_line(second), costs=(POSTERS,)), actor=maya)
    decided(second, maya, "reject")
    third = draft_case(programme=case.programme, actor=maya)
    assert (third.version, case_line(third)) == (3, replace(CONTENT, purpose="develop"))


def test_what_was_sent_back_goes_on_from_there(case, maya):
    decided(case, maya, "approve")
    second = draft_case(programme=case.programme, actor=maya)
    smaller = replace(case_line(second), costs=(POSTERS,))
    change_case(case=second, content=smaller, actor=maya)
    decided(second, maya, "request-changes")
    assert case_line(draft_case(programme=case.programme, actor=maya)) == smaller


def test_what_changed_is_told_line_by_line():
    dearer = replace(POSTERS, central=Decimal(180), said_by="Printer")
    badges = Cost("Badges", Decimal(10), Decimal(20), Decimal(30))
    changes = case_changes(CONTENT, replace(CONTENT, costs=(badges, dearer), years=4))
    assert changes.costs == (
        LineChange("added", "Badges", None, badges),
        LineChange("changed", "Posters", POSTERS, dearer, ("central", "said_by")),
        LineChange("removed", "Judging", JUDGES, None),
    )
    assert (changes.benefits, changes.risks, changes.summary, changes.years) == ((), (), None, (3, 4))
    assert not case_changes(CONTENT, CONTENT)
