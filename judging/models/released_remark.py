from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.assignment import Assignment
from programmes.models import Criterion


class ReleasedRemark(models.Model):
    """A judge's words that the chair lets the nominee read: on one criterion, or on the whole where it names none.

    The words themselves stay on the sheet, which nobody can change once scoring is over.
    """

    sheet = models.ForeignKey(Assignment, models.CASCADE, related_name="released")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("released"), auto_now_add=True)

    class Meta:
        verbose_name = _("released remark")
        verbose_name_plural = _("released remarks")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="released_once_a_criterion"),
            models.UniqueConstraint(fields=["sheet"], condition=Q(criterion=None), name="released_once_on_the_whole"),
        ]

    def __str__(self) -> str:
        return f"remark on sheet {self.sheet_id}"
