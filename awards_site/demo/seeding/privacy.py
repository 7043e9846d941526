"""What judges read without names, looked at by Maya but for the last two stories, and a surprise that waits for its day."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from awards_site.demo.seeding.calendar import CyclePlan
from nominations.enums import NominationState
from nominations.models import Redaction
from nominations.services.redacting import propose_redactions
from nominations.services.telling import tell_later
from programmes.enums import Stage
from programmes.models import Cycle

LEFT = 2
SURPRISE = (
    "Those whom customers chose hear it from the customers themselves, at the open day. Their managers asked us to keep the "
    "surprise until then."
)


def seed_privacy(cycles: Iterable[tuple[CyclePlan, Cycle]], manager: User) -> None:
    """For the cycles that judges have now, and the one that customers nominate in."""
    for plan, cycle in cycles:
        if plan.stage in {Stage.JUDGING, Stage.DELIBERATING}:
            accepted = list(cycle.nominations.filter(state=NominationState.ACCEPTED).order_by("pk"))
            propose_redactions(cycle=cycle, nominations=accepted, actor=None)
            seen = Redaction.objects.filter(nomination__in=accepted[:-LEFT])
            seen.update(looked_at=cycle.screening_at + timedelta(hours=21), looked_by=manager)
        if plan.stage == Stage.SCREENING and plan.programme == "customers-choice":
            day = timezone.localtime(cycle.announce_at).date()
            tell_later(cycle=cycle, until=day, reason=SURPRISE, actor=manager)
