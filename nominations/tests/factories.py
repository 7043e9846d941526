import time
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.core.signing import TimestampSigner, b62_encode
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import TeamFactory, UserFactory
from nominations.enums import NominationState, NominatorKind
from nominations.models import Attachment, Entry, Evidence, Nomination, Nominee
from nominations.tokens import FORM
from programmes.enums import NomineeKind, Stage
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
    person = factory.LazyAttribute(
        lambda entry: UserFactory() if entry.category.nominee == NomineeKind.PERSON else None
    )
    team = factory.LazyAttribute(lambda entry: TeamFactory() if entry.category.nominee == NomineeKind.TEAM else None)


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


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = Attachment

    nomination = factory.SubFactory(NominationFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 hello", name="0" * 32 + ".pdf"))
    name = "The letter.pdf"
    content_type = "application/pdf"
    size = 14


def accepted_entry(cycle, person=None, **entry) -> Entry:
    """An entry of this cycle with one accepted nomination by a customer."""
    made = EntryFactory(cycle=cycle, **({"person": person} if person else {}), **entry)
    nomination = NominationFactory(
        cycle=cycle,
        category=made.category,
        nominee=NomineeFactory(person=made.person, team=made.team),
        entry=made,
        state=NominationState.ACCEPTED,
    )
    EvidenceFactory(nomination=nomination)
    return made


def open_cycle(**cycle):
    """A cycle that takes nominations now: open for two days, closing in nineteen."""
    return running_cycle(**{"stage": Stage.OPEN, "opens_at": timezone.now() - timedelta(days=2), **cycle})


def typed(cycle, **changes) -> dict[str, str]:
    """What a customer types into the public form, opened long enough ago."""
    opened = TimestampSigner(salt=FORM)
    opened.timestamp = lambda: b62_encode(int(time.time()) - 60)
    return {
        "category": str(cycle.rulebook.categories.first().pk),
        "nominee": "Samira at Ferry Lane",
        "hint": "Tuesday evening",
        "situation": "A main burst in our street.",
        "task": "I needed to know whether to drive Mum to hospital.",
        "action": "She found a crew with a water tank.",
        "result": "Mum had her dialysis at home.",
        "name": "Deborah Ashworth",
        "email": "deborah@ashworth.example",
        "by": "customer",
        "may_show": "on",
        "website": "",
        "opened": opened.sign("opened"),
        **changes,
    }
