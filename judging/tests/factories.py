from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from audit.digests import text_digest
from judging.enums import AssignmentState, ConflictSource, SeatRole
from judging.models import Assignment, Conflict, Panel, Score, Seat, Terms
from nominations.tests.factories import EntryFactory, accepted_entry
from programmes.enums import Stage
from programmes.tests.factories import running_cycle


class TermsFactory(DjangoModelFactory):
    class Meta:
        model = Terms

    text = "I keep what I read to myself, judge by the published criteria, and stand aside where I am too close."
    digest = factory.LazyAttribute(lambda terms: text_digest(terms.text))


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
    terms = factory.LazyFunction(lambda: Terms.objects.first() or TermsFactory())
    signed_at = factory.LazyAttribute(lambda seat: timezone.now() if seat.terms else None)


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


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = Conflict

    seat = factory.SubFactory(SeatFactory)
    entry = factory.SubFactory(EntryFactory, cycle=factory.SelfAttribute("..seat.panel.cycle"))
    source = ConflictSource.DECLARED
    reason = "We share a car to work."


def judged_cycle(*, entries: int = 2, judges: int = 2, stage: str = Stage.JUDGING, **cycle):
    """A cycle in judging with accepted entries, judges and a chair; nobody has scored. Returns it with the lists."""
    running = running_cycle(stage=stage, **cycle)
    panel = PanelFactory(cycle=running)
    seats = [SeatFactory(panel=panel) for _ in range(judges)]
    chair = SeatFactory(panel=panel, role=SeatRole.CHAIR)
    return running, [accepted_entry(running) for _ in range(entries)], seats, chair


def scored_cycle(totals, *, stage: str = Stage.DELIBERATING, **cycle):
    """A cycle whose judges have sent everything: ``totals`` has a row an entry and a column a judge, each value given
    to both criteria. Returns the cycle, its entries, the judges' seats and the chair's.
    """
    running, entries, seats, chair = judged_cycle(entries=len(totals), judges=len(totals[0]), stage=stage, **cycle)
    for entry, row in zip(entries, totals, strict=True):
        for seat, value in zip(seats, row, strict=True):
            if value is not None:
                submitted_sheet(seat, entry, {"impact": value, "care": value})
    return running, entries, seats, chair
