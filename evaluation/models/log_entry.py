from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle, Programme


class LogEntry(models.Model):
    """A line of the reflective log kept through the work (M10)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="log")
    cycle = models.ForeignKey(Cycle, models.SET_NULL, related_name="log", null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(_("what happened and what it taught"))

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"log {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"log entry {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label if self.cycle else ""
