from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programmes.enums import NomineeKind, ProgrammeState, RulebookState, Stage
from programmes.models import (
    BusinessCase,
    Category,
    Criterion,
    CriterionCategory,
    Cycle,
    Frequency,
    LaunchTask,
    Level,
    Objective,
    Option,
    Presentation,
    Programme,
    Publicity,
    Reward,
    Rulebook,
)

OPENS = datetime(2026, 10, 1, 9, tzinfo=ZoneInfo("Europe/London"))


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"programme-{n}")
    title = factory.Sequence(lambda n: f"Programme {n}")
    purpose = "Recognise colleagues whose service customers remember."
    kinds = ["individual"]
    state = ProgrammeState.RUNNING
    public = True

    @factory.post_generation
    def managers(self, create, extracted, **kwargs):
        if extracted:
            self.managers.set(extracted)


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"objective-{n}")
    aim = "customer_satisfaction"
    statement = "Customers rate us higher."


class RulebookFactory(DjangoModelFactory):
    class Meta:
        model = Rulebook

    programme = factory.SubFactory(ProgrammeFactory)
    version = 1
    state = RulebookState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    tie_break = ["criterion:impact", "chair"]


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    rulebook = factory.SubFactory(RulebookFactory)
    code = factory.Sequence(lambda n: f"category-{n}")
    title = factory.Sequence(lambda n: f"Category {n}")
    nominee = NomineeKind.PERSON


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    rulebook = factory.SubFactory(RulebookFactory)
    code = factory.Sequence(lambda n: f"criterion-{n}")
    title = factory.Sequence(lambda n: f"Criterion {n}")


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle

    rulebook = factory.SubFactory(RulebookFactory)
    programme = factory.SelfAttribute("rulebook.programme")
    name = factory.Sequence(lambda n: f"cycle-{n}")
    stage = Stage.OPEN
    opens_at = OPENS
    screening_at = factory.LazyAttribute(lambda cycle: cycle.opens_at + timedelta(days=21))
    judging_at = factory.LazyAttribute(lambda cycle: cycle.opens_at + timedelta(days=24))
    deliberating_at = factory.LazyAttribute(lambda cycle: cycle.opens_at + timedelta(days=34))
    announce_at = factory.LazyAttribute(lambda cycle: cycle.opens_at + timedelta(days=38))
    evaluating_at = factory.LazyAttribute(lambda cycle: cycle.opens_at + timedelta(days=39))
    closes_at = factory.LazyAttribute(lambda cycle: cycle.opens_at + timedelta(days=69))


class RewardFactory(DjangoModelFactory):
    class Meta:
        model = Reward

    programme = factory.SubFactory(ProgrammeFactory)
    title = "A day’s leave"
    kind = "time"
    unit_cost = Decimal("120.00")
    places = [1]


class FrequencyFactory(DjangoModelFactory):
    class Meta:
        model = Frequency

    programme = factory.SubFactory(ProgrammeFactory)
    rrule = "FREQ=MONTHLY;BYMONTHDAY=1"


class PresentationFactory(DjangoModelFactory):
    class Meta:
        model = Presentation

    programme = factory.SubFactory(ProgrammeFactory)
    style = "team-meeting"


class PublicityFactory(DjangoModelFactory):
    class Meta:
        model = Publicity

    programme = factory.SubFactory(ProgrammeFactory)
    channel = "intranet"


class BusinessCaseFactory(DjangoModelFactory):
    class Meta:
        model = BusinessCase

    programme = factory.SubFactory(ProgrammeFactory)
    version = 1


def running_cycle(*, stage: str = Stage.OPEN, managers=(), weights=None, nominee=NomineeKind.PERSON, **cycle) -> Cycle:
    """A cycle with one category ("individual") and criteria with levels: weights by code, 60 impact and 40 care unless given."""
    programme = ProgrammeFactory(managers=list(managers))
    rulebook = RulebookFactory(programme=programme)
    category = CategoryFactory(rulebook=rulebook, code="individual", title="Service Star", nominee=nominee)
    for position, (code, weight) in enumerate((weights or {"impact": 60, "care": 40}).items()):
        criterion = CriterionFactory(rulebook=rulebook, code=code, title=code.title(), position=position)
        CriterionCategory.objects.create(criterion=criterion, category=category, weight=Decimal(weight))
        Level.objects.bulk_create(
            Level(criterion=criterion, value=value, description=f"{code} at {value}") for value in (1, 3, 5)
        )
    return CycleFactory(rulebook=rulebook, programme=programme, stage=stage, **cycle)


@contextmanager
def before_opening(cycle):
    """For writing the rules of a cycle otherwise than its factory does: the database guards those of an opened one."""
    same = Cycle.objects.filter(rulebook=cycle.rulebook_id)
    stages = dict(same.values_list("pk", "stage"))
    same.update(stage=Stage.PLANNED)
    yield
    for pk, stage in stages.items():
        Cycle.objects.filter(pk=pk).update(stage=stage)


class OptionFactory(DjangoModelFactory):
    class Meta:
        model = Option

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"option-{n}")
    title = factory.Sequence(lambda n: f"Option {n}")


class LaunchTaskFactory(DjangoModelFactory):
    class Meta:
        model = LaunchTask

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: f"Task {n}")
    kind = "message"
    due = date(2026, 10, 1)
