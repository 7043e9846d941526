from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models.panel import Seat
from nominations.models import Entry


class TalkingPoint(models.Model):
    """That a judge wants an entry talked about in the meeting, and why."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="talking_points")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="talking_points")
    why = models.CharField(_("what to talk about"), max_length=400)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("talking point")
        verbose_name_plural = _("talking points")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["seat", "entry"], name="talking_point_once")]

    def __str__(self) -> str:
        return f"talking point {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.entry.reference} talking point {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.entry.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.entry.cycle.label
