from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from judging.enums import DecisionState
from judging.models import Decision
from nominations.tests.factories import accepted_entry
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import RewardFactory, running_cycle
from recognition.codes import new_code
from recognition.enums import Honour
from recognition.models import Announcement, Award, Certificate, Fulfilment


class DecisionFactory(DjangoModelFactory):
    """A decision that a second person has confirmed."""

    class Meta:
        model = Decision

    cycle = factory.SelfAttribute("entry.cycle")
    category = factory.SelfAttribute("entry.category")
    place = 1
    justification = "She found the missing allowance. She rang every Friday until it was paid."
    state = DecisionState.CONFIRMED
    proposed_by = factory.SubFactory(UserFactory)
    confirmed_by = factory.SubFactory(UserFactory)
    confirmed_at = factory.LazyFunction(timezone.now)


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = Award

    decision = factory.SubFactory(DecisionFactory)
    announced_at = factory.LazyFunction(timezone.now)
    citation = "She found the missing allowance."


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    award = factory.SubFactory(AwardFactory)
    code = factory.LazyFunction(new_code)
    honour = Honour.WINNER


class FulfilmentFactory(DjangoModelFactory):
    class Meta:
        model = Fulfilment

    award = factory.SubFactory(AwardFactory)
    reward = factory.LazyAttribute(lambda one: RewardFactory(programme=one.award.decision.cycle.programme))


def decided_cycle(*, winners: int = 1, others: int = 0, managers=(), **cycle) -> Cycle:
    """A cycle that is decided: so many confirmed winners, and so many accepted entries that were not chosen."""
    decided = running_cycle(stage=Stage.DECIDED, managers=managers, **cycle)
    for place in range(1, winners + 1):
        DecisionFactory(entry=accepted_entry(decided), place=place)
    for _ in range(others):
        accepted_entry(decided)
    return decided


def announced_cycle(*, people=1, consent=True, embargo=timedelta(0), public=True, managers=(), **plan) -> Cycle:
    """A cycle whose results were announced an hour ago, with certificates that wait to be printed.

    ``people`` is how many are honoured, or the people themselves; the embargo ends ``embargo`` from now.
    """
    honoured = [UserFactory() for _ in range(people)] if isinstance(people, int) else people
    cycle = running_cycle(stage=Stage.ANNOUNCED, managers=managers)
    now = timezone.now()
    hour_ago = now - timedelta(hours=1)
    Announcement.objects.create(
        cycle=cycle,
        announce_at=hour_ago,
        embargo_until=max(now + embargo, hour_ago),
        announced_at=hour_ago,
        public=public,
        **plan,
    )
    for place, person in enumerate(honoured, start=1):
        decision = DecisionFactory(entry=accepted_entry(cycle, person=person), place=place)
        award = AwardFactory(decision=decision, consent=consent, consent_at=now if consent else None)
        CertificateFactory(award=award)
    return cycle
