from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models.result import Result


class SensitivityReport(models.Model):
    """How firm one stored result is: what would change it (``judging.calculations.sensitivity``). Never overwritten."""

    result = models.OneToOneField(Result, models.CASCADE, related_name="sensitivity")
    figures = models.JSONField()
    computed_at = models.DateTimeField(_("computed"), auto_now_add=True)

    class Meta:
        verbose_name = _("sensitivity report")
        verbose_name_plural = _("sensitivity reports")

    def __str__(self) -> str:
        return str(self.result)
