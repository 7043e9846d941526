from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.enums import PathScreen
from programmes.models.programme import Programme


class GuidedPath(models.Model):
    """How far somebody has come on the guided path of a programme that was begun from a template. What they answer stands
    in the plan itself; this remembers only the screen where they left, so that it can be taken up again.
    """

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="guided_path")
    at = models.CharField(_("next screen"), max_length=20, choices=PathScreen, default=PathScreen.ABOUT)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("guided path")
        verbose_name_plural = _("guided paths")
        constraints = [
            models.CheckConstraint(condition=Q(at__in=PathScreen.values), name="guided_path_screen_known"),
        ]

    def __str__(self) -> str:
        return f"{self.programme.slug}: {self.at}"
