from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.calibration_round import Sample
from judging.models.panel import Seat
from programmes.models import Criterion


class SampleSheet(models.Model):
    """One judge's sheet for one sample; there from the first touch. All of a judge's are sent in one act, so that one
    ``sent_at`` means that all are. ``version`` counts the saves.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sample_sheets")
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="sheets")
    version = models.PositiveIntegerField(default=0)
    comment = models.TextField(_("why"), blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sheet of a sample")
        verbose_name_plural = _("sheets of samples")
        ordering = ["seat", "sample"]
        constraints = [models.UniqueConstraint(fields=["seat", "sample"], name="sample_sheet_once")]

    def __str__(self) -> str:
        return f"sheet of sample {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.sample.audit_label} sheet {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.sample.audit_programme

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.sample.audit_cycle


class SampleScore(models.Model):
    """One judge's value for one criterion of a sample, and why."""

    sheet = models.ForeignKey(SampleSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.DecimalField(_("score"), max_digits=7, decimal_places=3)
    comment = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("score of a sample")
        verbose_name_plural = _("scores of samples")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="sample_score_once_a_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"


class SamplesWaiver(models.Model):
    """The chair lets one judge begin without scoring the samples, for a reason."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="samples_waiver")
    reason = models.CharField(_("reason"), max_length=400)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("leave to begin without samples")
        verbose_name_plural = _("leaves to begin without samples")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="samples_waiver_has_reason")]

    def __str__(self) -> str:
        return f"leave for seat {self.seat_id}"
