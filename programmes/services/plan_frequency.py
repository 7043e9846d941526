from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Frequency, Programme
from programmes.plans.lines import FrequencyLine
from programmes.queries.plans import frequency_of


@transaction.atomic
def save_frequency(*, programme: Programme, frequency: FrequencyLine, actor: User | None) -> bool:
    """Say how often a programme runs and how long each stage takes; returns whether that changed."""
    before = frequency_of(programme)
    if before == frequency:
        return False
    row, _made = Frequency.objects.update_or_create(programme=programme, defaults=asdict(frequency))
    programme.frequency = row
    audit.record(
        verb="frequency.changed",
        target=programme,
        actor=actor,
        before=asdict(before) if before else {},
        data=asdict(frequency),
    )
    return True
