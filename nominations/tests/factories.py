import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from nominations.enums import NominationState, NominatorKind
from nominations.models import Entry, Evidence, Nomination, Nominee
from programmes.tests.factories import running_cycle


class NomineeFactory(DjangoModelFactory):
    class Meta:
        model = Nominee

    person = factory.SubFactory(UserFactory)


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    reference = factory.Sequence(lambda n: f"E-{n:05}")
    cycle = factory.LazyFunction(running_cycle)
    category = factory.LazyAttribute(lambda entry: entry.cycle.rulebook.categories.get())
    person = factory.SubFactory(UserFactory)


class NominationFactory(DjangoModelFactory):
    class Meta:
        model = Nomination

    reference = factory.Sequence(lambda n: f"N-{n:05}")
    cycle = factory.LazyFunction(running_cycle)
    category = factory.LazyAttribute(lambda nomination: nomination.cycle.rulebook.categories.get())
    nominee = factory.SubFactory(NomineeFactory)
    state = NominationState.SUBMITTED
    submitted_at = factory.LazyFunction(timezone.now)
    nominator_kind = NominatorKind.CUSTOMER
    nominator_name = factory.Sequence(lambda n: f"Customer {n}")
    nominator_email = factory.Sequence(lambda n: f"customer{n}@example.com")


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    nomination = factory.SubFactory(NominationFactory)
    part = "action"
    text = "She rang me back at six, as she had said."


def accepted_entry(cycle, person=None, **entry) -> Entry:
    """An entry of this cycle with one accepted nomination by a customer."""
    person = person or UserFactory()
    made = EntryFactory(cycle=cycle, person=person, **entry)
    nomination = NominationFactory(
        cycle=cycle,
        category=made.category,
        nominee=NomineeFactory(person=person),
        entry=made,
        state=NominationState.ACCEPTED,
    )
    EvidenceFactory(nomination=nomination)
    return made
