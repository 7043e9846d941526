from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import AssignmentState, Confidence
from judging.models.panel import Seat
from nominations.models import Entry
from programmes.models import Criterion


class Assignment(models.Model):
    """One judge's sheet for one entry. Its state changes in ``judging.services`` only; only its judge writes its scores."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="assignments")
    state = models.CharField(_("state"), max_length=10, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    position = models.PositiveIntegerField(default=0, help_text=_("This judge's own order of entries."))
    version = models.PositiveIntegerField(
        default=0, help_text=_("Counts the saves, so that two tabs cannot overwrite silently.")
    )
    comment = models.TextField(_("comment for the panel"), blank=True)
    confidence = models.CharField(_("how sure"), max_length=10, choices=Confidence, blank=True, default="")
    assigned_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["entry", "state"], name="assignment_of_entry")]
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry"], name="assignment_once"),
            models.CheckConstraint(condition=Q(state__in=AssignmentState.values), name="assignment_state_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=["", *Confidence.values]), name="assignment_confidence_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="assignment_submitted_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.entry.reference} sheet {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.entry.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.entry.cycle.label


class Score(models.Model):
    """One judge's value for one criterion of one entry."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.DecimalField(_("score"), max_digits=7, decimal_places=3)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "criterion"], name="score_once_a_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"
