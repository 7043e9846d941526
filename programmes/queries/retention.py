"""Which cycles have names and stories in them that were promised to be gone by now."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organisation
from programmes.enums import Stage
from programmes.models import Cycle

# Where a cycle ends; ``stage_since`` is then when it ended.
ENDED = (Stage.CLOSED, Stage.CANCELLED)


def kept_since(organisation: Organisation, now: datetime) -> datetime:
    """What ended before this moment is older than the organisation's months of keeping; months of its own calendar."""
    return timezone.localtime(now, organisation.zone) - relativedelta(months=organisation.retention_months)


def due_for_removal(organisation: Organisation, now: datetime) -> QuerySet[Cycle]:
    """The ended cycles that are older than that and still hold names and stories, the oldest first."""
    ended = Cycle.objects.filter(
        stage__in=ENDED, stage_since__lte=kept_since(organisation, now), names_removed_at__isnull=True
    )
    return ended.select_related("programme").order_by("stage_since", "pk")
