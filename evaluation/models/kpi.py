from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.enums import Aim


class Kpi(models.Model):
    """A figure of the service that the programme is meant to move, such as CSAT."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    aim = models.CharField(_("aim"), max_length=30, choices=Aim, blank=True)
    higher_is_better = models.BooleanField(_("higher is better"), default=True)

    class Meta:
        verbose_name = _("KPI")
        verbose_name_plural = _("KPIs")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"kpi {self.code}"


class Measurement(models.Model):
    """A KPI on one day."""

    kpi = models.ForeignKey(Kpi, models.CASCADE, related_name="measurements")
    date = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["kpi", "date"], name="measurement_once_a_day")]

    def __str__(self) -> str:
        return f"{self.kpi.code} {self.date}"
