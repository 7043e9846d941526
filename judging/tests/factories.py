from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from judging.enums import AssignmentState, SeatRole
from judging.models import Assignment, Panel, Score, Seat
from nominations.tests.factories import EntryFactory
from programmes.enums import Stage
from programmes.tests.factories import running_cycle


class PanelFactory(DjangoModelFactory):
    class Meta:
        model = Panel

    cycle = factory.LazyFunction(lambda: running_cycle(stage=Stage.JUDGING))


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    panel = factory.SubFactory(PanelFactory)
    judge = factory.SubFactory(UserFactory)
    role = SeatRole.JUDGE


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    seat = factory.SubFactory(SeatFactory)
    entry = factory.SubFactory(EntryFactory, cycle=factory.SelfAttribute("..seat.panel.cycle"))


def submitted_sheet(seat: Seat, entry, values: dict[str, int]) -> Assignment:
    """A sheet of this judge for this entry, sent in with these values by criterion code."""
    sheet = AssignmentFactory(
        seat=seat, entry=entry, state=AssignmentState.SUBMITTED, submitted_at=timezone.now(), saved_at=timezone.now()
    )
    criteria = {criterion.code: criterion for criterion in entry.category.criteria.all()}
    Score.objects.bulk_create(
        Score(assignment=sheet, criterion=criteria[code], value=Decimal(value)) for code, value in values.items()
    )
    return sheet
