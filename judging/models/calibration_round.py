from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import RoundState, SampleSource
from judging.models.panel import Panel
from nominations.models import Entry
from programmes.models import Category

FEWEST_SAMPLES: Final = 2
MOST_SAMPLES: Final = 3


class CalibrationRound(models.Model):
    """All judges of a panel score the same two or three samples before they score anything real.

    While it is open, a judge's own score sheets stay closed until they have sent their samples or the chair let them begin
    without. It is there from its first sample on, and changes its state in ``judging.services.samples`` only.
    """

    panel = models.OneToOneField(Panel, models.CASCADE, related_name="calibration_round")
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(_("closed because"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("calibration round")
        verbose_name_plural = _("calibration rounds")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="calibration_state_known"),
            models.CheckConstraint(
                condition=Q(state=RoundState.PLANNED) | Q(opened_at__isnull=False), name="calibration_opened_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CLOSED) | Q(closed_at__isnull=False), name="calibration_closed_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"calibration round of {self.panel}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.panel.cycle.label} calibration round"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.panel.audit_programme

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.panel.audit_cycle


class Sample(models.Model):
    """One story that every judge scores by the criteria of ``category``, to see how they use the scale. It never competes.

    It is an ``entry`` of an earlier, decided cycle, read without names, or a ``story`` written for the purpose.
    """

    round = models.ForeignKey(CalibrationRound, models.CASCADE, related_name="samples")
    number = models.PositiveSmallIntegerField()
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("category"))
    source = models.CharField(_("where it is from"), max_length=10, choices=SampleSource)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", null=True, blank=True)
    key = models.SlugField(max_length=40, blank=True, help_text=_("Which one of the library."))
    title = models.CharField(_("title"), max_length=120, blank=True)
    story = models.TextField(_("story"), blank=True)

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="sample_once_a_number"),
            models.UniqueConstraint(fields=["round", "entry"], name="sample_entry_once"),
            models.CheckConstraint(condition=Q(number__range=(1, MOST_SAMPLES)), name="sample_number_in_range"),
            models.CheckConstraint(
                condition=Q(source=SampleSource.EARLIER, entry__isnull=False, title="", story="")
                | (
                    Q(source__in=[SampleSource.LIBRARY, SampleSource.WRITTEN], entry=None) & ~Q(title="") & ~Q(story="")
                ),
                name="sample_has_its_story",
            ),
        ]

    def __str__(self) -> str:
        return f"sample {self.number}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.round.audit_label} sample {self.number}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.round.audit_programme

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.round.audit_cycle
