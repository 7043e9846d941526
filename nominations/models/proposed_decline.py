from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nominations.enums import DeclineOutcome
from nominations.models.nomination import Nomination
from programmes.models import EligibilityRule


class ProposedDecline(models.Model):
    """One person would decline a nomination; another confirms that, or keeps it. Nobody is told before."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="proposed_declines")
    reason = models.TextField(_("why"))
    rule = models.ForeignKey(
        EligibilityRule, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("rule")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=DeclineOutcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note = models.TextField(_("why it is kept"), blank=True)

    class Meta:
        verbose_name = _("proposed decline")
        verbose_name_plural = _("proposed declines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination"], condition=Q(outcome=""), name="proposed_decline_one_waits"),
            models.CheckConstraint(condition=~Q(reason=""), name="proposed_decline_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | Q(outcome__in=DeclineOutcome.values, decided_by__isnull=False, decided_at__isnull=False),
                name="proposed_decline_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=DeclineOutcome.CONFIRMED) | ~Q(decided_by=F("proposed_by")),
                name="proposed_decline_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.outcome or '…'}"
