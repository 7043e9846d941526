from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from programmes.models import Frequency, Programme
from programmes.plans.lines import FrequencyLine
from programmes.queries.plans import frequency_of
from programmes.recurrence import validate_rule


@transaction.atomic
def save_frequency(*, programme: Programme, frequency: FrequencyLine, actor: User | None) -> bool:
    """Say how often a programme runs and how long each stage takes; returns whether that changed.

    Cycles that are planned already keep their dates. Raises ValidationError for a rule that can't be read, never comes,
    or would open a cycle inside another.
    """
    before = frequency_of(programme)
    if before == frequency:
        return False
    validate_rule(frequency.rrule, frequency.starts_on or timezone.localdate(), frequency.nominate_days)
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
