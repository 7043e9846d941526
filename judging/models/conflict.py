from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import ConflictSource, ConflictState
from judging.models.panel import Seat
from nominations.models import Entry


class Conflict(models.Model):
    """A conflict of interest between a judge and an entry. The chair upholds or clears it with a reason, never the judge."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="conflicts")
    source = models.CharField(_("found"), max_length=15, choices=ConflictSource)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ConflictState, default=ConflictState.OPEN)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    ruling = models.CharField(_("the chair’s reason"), max_length=400, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    ruled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry", "source"], name="conflict_once"),
            models.CheckConstraint(condition=Q(state__in=ConflictState.values), name="conflict_state_known"),
            models.CheckConstraint(condition=Q(source__in=ConflictSource.values), name="conflict_source_known"),
            models.CheckConstraint(
                condition=~Q(state=ConflictState.CLEARED) | (Q(ruled_by__isnull=False) & ~Q(ruling="")),
                name="conflict_cleared_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}/{self.entry_id} {self.source}"

    @property
    def stands_by_rule(self) -> bool:
        """Found by rule and never ruled on: it holds, and waits for nobody."""
        return self.source != ConflictSource.DECLARED and self.state == ConflictState.OPEN

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.entry.reference} conflict {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.entry.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.entry.cycle.label
