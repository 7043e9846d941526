from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models import Decision


class Award(models.Model):
    """A confirmed decision made known. The nominee's name and story are public only with consent."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="award")
    announced_at = models.DateTimeField(_("announced"))
    consent = models.BooleanField(_("may be named in public"), default=False)
    consent_at = models.DateTimeField(null=True, blank=True)
    citation = models.TextField(_("what is said in public"), blank=True)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-announced_at", "decision__place"]

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.decision.entry.reference} award"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.decision.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.decision.cycle.label
