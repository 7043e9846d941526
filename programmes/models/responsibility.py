from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.programme import Programme


class Responsibility(models.Model):
    """Something in the project plan that one person answers for, beside what the other pages say by themselves."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="responsibilities")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(_("responsibility"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    due = models.DateField(_("by when"), null=True, blank=True)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.what
