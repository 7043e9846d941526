from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.models.nomination import Nomination
from programmes.models import EligibilityRule


class Screening(models.Model):
    """One look at a nomination before judging: eligible or not, by which rule, why, and who looked."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="screenings")
    eligible = models.BooleanField(_("eligible"))
    rule = models.ForeignKey(
        EligibilityRule, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("rule")
    )
    reason = models.TextField(_("why"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("by")
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(eligible=True) | ~Q(reason=""), name="screening_decline_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.eligible}"
