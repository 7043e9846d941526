from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.models.nomination import Nomination


class Enquiry(models.Model):
    """A question to a nominator before their nomination is passed on. What they add is evidence (EvidencePart.ADDED)."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="enquiries")
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to a nominator")
        verbose_name_plural = _("questions to nominators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination"], condition=Q(answered_at=None), name="enquiry_one_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.asked_at:%Y-%m-%d}"
