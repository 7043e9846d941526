from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.enums import CheckAnswer
from programmes.models.programme import Programme


class CheckPoint(models.Model):
    """The answer to one question of law and fairness (M11), kept where the decision was taken.

    ``key`` names the question in ``programmes.check_points``; a question without a row has not been answered.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="check_points")
    key = models.SlugField(_("question"), max_length=40)
    answer = models.CharField(_("answer"), max_length=20, choices=CheckAnswer)
    note = models.TextField(_("how"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("check point")
        verbose_name_plural = _("check points")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="check_point_once_a_programme"),
            models.CheckConstraint(condition=models.Q(answer__in=CheckAnswer.values), name="check_point_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.answer}"
