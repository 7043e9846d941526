from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.enums import RewardKind
from programmes.models.programme import Programme


class Reward(models.Model):
    """What a place brings (E5b)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rewards")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=RewardKind)
    money = models.BooleanField(_("is money or has a cash value"), default=False)
    unit_cost = models.DecimalField(_("cost of one"), max_digits=10, decimal_places=2, default=0)
    places = models.JSONField(_("for places"), default=list, help_text=_("Such as 1, 2; the winner is place 1."))
    benefits = models.TextField(_("benefits"), blank=True)
    drawbacks = models.TextField(_("drawbacks"), blank=True)
    tax_note = models.CharField(_("tax"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("reward")
        verbose_name_plural = _("rewards")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(unit_cost__gte=0), name="reward_cost_not_negative"),
            models.CheckConstraint(condition=models.Q(kind__in=RewardKind.values), name="reward_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title
