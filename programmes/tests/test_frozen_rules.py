"""What the database itself refuses once a cycle has opened under rules, and what it leaves alone."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.tests.factories import JobRoleFactory
from programmes import triggers
from programmes.enums import RulebookState, Stage
from programmes.models import (
    Category,
    Criterion,
    CriterionCategory,
    Cycle,
    EligibilityRule,
    FormQuestion,
    Level,
    Rulebook,
)
from programmes.tests.factories import ObjectiveFactory, RulebookFactory, running_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    cycle = running_cycle(stage=Stage.PLANNED)
    EligibilityRule.objects.create(rulebook=cycle.rulebook, code="not-self", kind="not-self", title="Not by themselves")
    cycle.rulebook.categories.get().job_roles.add(JobRoleFactory())
    asked = FormQuestion.objects.create(rulebook=cycle.rulebook, code="when", title="When was it?")
    asked.categories.add(cycle.rulebook.categories.get())
    return cycle


def opened(cycle, stage=Stage.OPEN):
    Cycle.objects.filter(pk=cycle.pk).update(stage=stage)
    return cycle.rulebook


def roles(rulebook):
    return Category.job_roles.through.objects.filter(category__rulebook=rulebook)


CHANGES = {
    "the procedure": lambda book: Rulebook.objects.filter(pk=book.pk).update(method="mean"),
    "the tie-break": lambda book: Rulebook.objects.filter(pk=book.pk).update(tie_break=["chair"]),
    "the state back to a draft": lambda book: Rulebook.objects.filter(pk=book.pk).update(state=RulebookState.DRAFT),
    "the day of publication": lambda book: Rulebook.objects.filter(pk=book.pk).update(published_at=timezone.now()),
    "a category": lambda book: book.categories.update(places=3),
    "a new category": lambda book: Category.objects.create(rulebook=book, code="new", title="New"),
    "no category": lambda book: (
        roles(book)._raw_delete("default")
        or book.questions.get().categories.clear()
        or book.categories._raw_delete("default")
    ),
    "whom a category is open to": lambda book: roles(book).delete(),
    "one more role": lambda book: book.categories.get().job_roles.add(JobRoleFactory()),
    "a criterion": lambda book: book.criteria.update(title="Other"),
    "the order": lambda book: book.criteria.filter(code="care").update(position=9),
    "a new criterion": lambda book: Criterion.objects.create(rulebook=book, code="new", title="New"),
    "a criterion moved to other rules": lambda book: book.criteria.update(rulebook=RulebookFactory()),
    "another objective": lambda book: book.criteria.update(objective=ObjectiveFactory(programme=book.programme)),
    "a weight": lambda book: CriterionCategory.objects.filter(criterion__rulebook=book).update(weight=1),
    "no weight": lambda book: CriterionCategory.objects.filter(criterion__rulebook=book).delete(),
    "a level": lambda book: Level.objects.filter(criterion__rulebook=book).update(description="Other"),
    "a new level": lambda book: Level.objects.create(criterion=book.criteria.first(), value=2, description="New"),
    "no level": lambda book: Level.objects.filter(criterion__rulebook=book).delete(),
    "a check": lambda book: book.eligibility_rules.update(value=9),
    "a new check": lambda book: EligibilityRule.objects.create(rulebook=book, code="x", kind="not-self", title="X"),
    "a question": lambda book: book.questions.update(required=True),
    "a new question": lambda book: FormQuestion.objects.create(rulebook=book, code="new", title="New?"),
    "no question": lambda book: book.questions.all().delete(),
    "where a question is asked": lambda book: book.questions.get().categories.clear(),
    "no check": lambda book: book.eligibility_rules.all().delete(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_opened_rules_do_not_change(cycle, what):
    rulebook = opened(cycle)
    with pytest.raises(IntegrityError, match=triggers.REFUSAL), transaction.atomic():
        CHANGES[what](rulebook)


@pytest.mark.parametrize("what", [what for what in CHANGES if what != "no category"])
def test_rules_under_a_planned_cycle_still_change(cycle, what):
    CHANGES[what](cycle.rulebook)


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.CANCELLED])
def test_rules_stay_as_they_were_when_their_cycle_is_over(cycle, stage):
    rulebook = opened(cycle, stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        rulebook.criteria.update(title="Other")


def test_an_opened_cycle_keeps_its_rules(cycle):
    opened(cycle)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(
            rulebook=RulebookFactory(programme=cycle.programme, version=9, state="draft")
        )


def test_opened_rules_can_be_superseded_and_forget_an_objective_that_is_gone(cycle):
    objective = ObjectiveFactory(programme=cycle.programme)
    cycle.rulebook.criteria.update(objective=objective)
    rulebook = opened(cycle)
    objective.delete()
    Rulebook.objects.filter(pk=rulebook.pk).update(state=RulebookState.SUPERSEDED)
    rulebook.refresh_from_db()
    assert (rulebook.state, rulebook.criteria.filter(objective=None).count()) == (RulebookState.SUPERSEDED, 2)


def test_other_versions_change_beside_opened_rules(cycle):
    opened(cycle)
    draft = RulebookFactory(programme=cycle.programme, version=2, state=RulebookState.DRAFT, published_at=None)
    Category.objects.create(rulebook=draft, code="individual", title="Service Star")
    assert draft.categories.update(places=2) == 1


def test_the_guard_can_be_lifted_for_a_migration_and_put_back(cycle):
    rulebook = opened(cycle)
    triggers.remove(connection)
    rulebook.criteria.filter(code="care").update(title="Kindness")
    triggers.install(connection)
    with pytest.raises(IntegrityError), transaction.atomic():
        rulebook.criteria.update(title="Other")


def columns(model):
    return {field.column for field in model._meta.concrete_fields}


def test_every_column_is_guarded_but_those_that_may_move_on():
    assert columns(Rulebook) - set(triggers.RULEBOOK) == {"state", "revision"}
    assert columns(Criterion) - set(triggers.CRITERION) == {"objective_id"}
