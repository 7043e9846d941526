from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.enums import OPENED_STAGES, STAGES_IN_ORDER, Stage
from programmes.models.programme import Programme
from programmes.models.rulebook import Rulebook


class Cycle(models.Model):
    """One run of a programme, under one version of its rules. Its stage changes in ``services.cycles.move_cycle`` only.

    Each date is when that stage begins; the clock moves the cycle then.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cycles")
    name = models.SlugField(_("name"), max_length=40, help_text=_("Such as 2026-10."))
    title = models.CharField(_("title"), max_length=80, blank=True, help_text=_("Such as autumn 2026."))
    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="cycles", null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=15, choices=Stage, default=Stage.PLANNED)
    stage_since = models.DateTimeField(default=timezone.now)
    opens_at = models.DateTimeField(_("nominations open"))
    screening_at = models.DateTimeField(_("screening begins"))
    judging_at = models.DateTimeField(_("judging begins"))
    deliberating_at = models.DateTimeField(_("the panel deliberates"))
    announce_at = models.DateTimeField(_("winners are announced"))
    evaluating_at = models.DateTimeField(_("evaluation begins"))
    closes_at = models.DateTimeField(_("the cycle closes"))
    names_removed_at = models.DateTimeField(
        _("names and stories removed"),
        null=True,
        blank=True,
        help_text=_("By services.retention, months after the close."),
    )
    target_nominations = models.PositiveIntegerField(_("nominations hoped for"), null=True, blank=True)

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-opens_at", "-pk"]
        indexes = [models.Index(fields=["stage", "opens_at"], name="cycle_by_stage")]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="cycle_name_once_a_programme"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="cycle_stage_known"),
            models.CheckConstraint(
                condition=~Q(stage__in=OPENED_STAGES) | Q(rulebook__isnull=False), name="cycle_opened_has_rules"
            ),
            models.CheckConstraint(
                condition=Q(
                    screening_at__gt=F("opens_at"),
                    judging_at__gte=F("screening_at"),
                    deliberating_at__gt=F("judging_at"),
                    announce_at__gt=F("deliberating_at"),
                    evaluating_at__gte=F("announce_at"),
                    closes_at__gt=F("evaluating_at"),
                ),
                name="cycle_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name in commands and exports: service-stars/2026-10."""
        return f"{self.programme.slug}/{self.name}"

    @property
    def known_as(self) -> str:
        """Its name on pages."""
        return self.title or self.name

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return self.label

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.label

    def begins(self, stage: str) -> datetime | None:
        """When this stage begins by the plan; None for the stages that no date brings (decided, cancelled)."""
        dates: dict[str, datetime] = {
            Stage.OPEN: self.opens_at,
            Stage.SCREENING: self.screening_at,
            Stage.JUDGING: self.judging_at,
            Stage.DELIBERATING: self.deliberating_at,
            Stage.ANNOUNCED: self.announce_at,
            Stage.EVALUATING: self.evaluating_at,
            Stage.CLOSED: self.closes_at,
        }
        return dates.get(stage)

    def has_reached(self, stage: str) -> bool:
        """Whether the cycle is at this stage or past it; never for a cancelled one."""
        return self.stage in STAGES_IN_ORDER and STAGES_IN_ORDER.index(self.stage) >= STAGES_IN_ORDER.index(stage)
