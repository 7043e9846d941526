"""Close surveys before their time, so that their figures can be seen."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from evaluation.models import Survey
from evaluation.refusals import SurveyClosed
from programmes.enums import Stage


@transaction.atomic
def close_survey(*, survey: Survey, actor: User | None) -> Survey:
    """End a survey now. It cannot be opened again: whoever answered later could be told by what the figures changed.

    Raises SurveyClosed where it is not open (any longer).
    """
    now = timezone.now()
    still_open = Survey.objects.filter(
        pk=survey.pk, opened_at__isnull=False, closes_at__gt=now, cycle__stage=Stage.EVALUATING
    )
    before = survey.closes_at
    if not still_open.update(closes_at=now):
        raise SurveyClosed(_("This survey is not open."))
    survey.refresh_from_db(fields=["closes_at"])
    audit.record(
        verb="survey.closed", target=survey, actor=actor, before={"closes_at": before}, data={"closes_at": now}
    )
    return survey
