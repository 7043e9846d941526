from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.enums import Aim
from programmes.models.programme import Programme


class Objective(models.Model):
    """What a programme is to change, and how one will know. Gaps (not measurable, no date) are shown, never forbidden."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="objectives")
    code = models.SlugField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    aim = models.CharField(_("aim"), max_length=30, choices=Aim)
    statement = models.CharField(_("statement"), max_length=300)
    measure = models.CharField(_("measured by"), max_length=120, blank=True, help_text=_("The KPI that shows it."))
    baseline = models.DecimalField(_("today"), max_digits=12, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=3, null=True, blank=True)
    due = models.DateField(_("by"), null=True, blank=True)
    strategy = models.CharField(_("strategy line it serves"), max_length=200, blank=True)
    weight = models.DecimalField(
        _("weight in the appraisal"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="objective_code_once_a_programme"),
            models.CheckConstraint(condition=models.Q(aim__in=Aim.values), name="objective_aim_known"),
            models.CheckConstraint(condition=models.Q(weight__range=(0, 100)), name="objective_weight_in_range"),
        ]

    def __str__(self) -> str:
        return self.statement
