from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import Reward
from recognition.enums import FulfilmentState
from recognition.models.award import Award


class Fulfilment(models.Model):
    """A reward on its way to a winner: ordered, given, and what it cost in the end."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="fulfilments")
    reward = models.ForeignKey(Reward, models.PROTECT, related_name="fulfilments")
    state = models.CharField(_("state"), max_length=10, choices=FulfilmentState, default=FulfilmentState.DUE)
    cost = models.DecimalField(_("cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reward on its way")
        verbose_name_plural = _("rewards on their way")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "reward"], name="fulfilment_once"),
            models.CheckConstraint(condition=models.Q(state__in=FulfilmentState.values), name="fulfilment_state_known"),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0), name="fulfilment_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return str(self.reward)
