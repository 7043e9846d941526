from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from judging.models.panel import Seat


class CloseTie(models.Model):
    """Somebody with whom a judge shares a household or a close friendship, as the judge said when signing the terms.

    Shown to nobody but the judge; what follows from it stands among the conflicts, where the chair reads "declared".
    """

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="close_ties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("close tie")
        verbose_name_plural = _("close ties")
        constraints = [models.UniqueConstraint(fields=["seat", "person"], name="close_tie_once")]

    def __str__(self) -> str:
        return f"close tie of seat {self.seat_id}"
