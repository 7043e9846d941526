from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from programmes.models import Frequency, Programme
from programmes.plans.lines import FrequencyLine
from programmes.queries.plans import frequency_of
from programmes.queries.schedule import anchor_of
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
    planned = Frequency(programme=programme, **asdict(frequency))
    validate_rule(frequency.rrule, anchor_of(planned, the_organisation().zone), frequency.nominate_days)
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
