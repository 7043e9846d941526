from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.enums import OptionSource, RewardKind
from programmes.models.objective import Objective
from programmes.models.programme import Programme


class Option(models.Model):
    """A scheme that could be run (P1, P2); "do nothing" is always one of them.

    ``scheme`` names the kind in the library that it was added from, empty for one's own. ``culture`` says what it asks
    of the people (K4): by the key of a statement, "needs" where the statement must be true of them, "avoids" where not.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="options")
    code = models.SlugField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("what it is"), blank=True)
    source = models.CharField(_("found"), max_length=10, choices=OptionSource, default=OptionSource.INSIDE)
    source_who = models.CharField(_("whose idea"), max_length=200, blank=True)
    benefits = models.TextField(_("benefits"), blank=True)
    drawbacks = models.TextField(_("drawbacks"), blank=True)
    reward_kind = models.CharField(_("reward"), max_length=20, choices=RewardKind, blank=True)
    cost = models.DecimalField(_("cost a year, roughly"), max_digits=12, decimal_places=2, null=True, blank=True)
    do_nothing = models.BooleanField(default=False, editable=False)
    scheme = models.SlugField(_("kind of scheme"), max_length=40, blank=True, default="", editable=False)
    culture = models.JSONField(_("what it asks of the culture"), default=dict, blank=True)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="option_code_once_a_programme"),
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(do_nothing=True), name="option_one_do_nothing"
            ),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0), name="option_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OptionScore(models.Model):
    """How well an option serves an objective, 0 to 5, and why."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="scores")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="option_scores")
    value = models.PositiveSmallIntegerField(_("score"))
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("option score")
        verbose_name_plural = _("option scores")
        constraints = [
            models.UniqueConstraint(fields=["option", "objective"], name="option_score_once"),
            models.CheckConstraint(condition=models.Q(value__range=(0, 5)), name="option_score_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.value}"


class OptionChoice(models.Model):
    """The option that was chosen (P3), by whom, and why in writing; against the ranking, also what that does not show."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="choice")
    option = models.ForeignKey(Option, models.PROTECT, related_name="chosen_as")
    rationale = models.TextField(_("why this one"))
    against_ranking = models.BooleanField(default=False)
    against_reason = models.TextField(_("what the matrix does not show"), blank=True, default="")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("choice of option")
        verbose_name_plural = _("choices of option")
        constraints = [
            models.CheckConstraint(condition=~models.Q(rationale=""), name="option_choice_has_rationale"),
        ]

    def __str__(self) -> str:
        return str(self.option)
