from datetime import date

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from programmes.models import Frequency, Programme
from programmes.recurrence import validate_rule


@transaction.atomic
def save_frequency(
    *,
    programme: Programme,
    actor: User | None,
    rrule: str,
    starts_on: date | None,
    nominate_days: int,
    screen_days: int,
    judge_days: int,
    deliberate_days: int,
    evaluate_days: int,
) -> Frequency:
    """Say how often the programme runs and how long each stage takes. Cycles that are planned already keep their dates.

    Raises ValidationError for a rule that can't be read, never comes, or would open a cycle inside another.
    """
    validate_rule(rrule, starts_on or timezone.localdate(), nominate_days)
    values = {
        "rrule": rrule,
        "starts_on": starts_on,
        "nominate_days": nominate_days,
        "screen_days": screen_days,
        "judge_days": judge_days,
        "deliberate_days": deliberate_days,
        "evaluate_days": evaluate_days,
    }
    old = Frequency.objects.filter(programme=programme).first()
    before = model_to_dict(old, fields=list(values)) if old else {}
    frequency, _made = Frequency.objects.update_or_create(programme=programme, defaults=values)
    frequency.full_clean()
    audit.record(verb="frequency.changed", target=programme, actor=actor, before=before, data=values)
    return frequency
