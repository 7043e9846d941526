from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.models.nomination import Nomination
from programmes.models import FormQuestion


class FormAnswer(models.Model):
    """What a nomination answers to a question of the form: a number in plain digits, a date as 2026-10-03, a choice in the
    words of the rules, else as it was typed. A file that answers a question is an ``Attachment`` that names it.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="answers")
    question = models.ForeignKey(FormQuestion, models.PROTECT, related_name="+")
    text = models.TextField(_("answer"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "question"], name="form_answer_once_a_question"),
            models.CheckConstraint(condition=~Q(text=""), name="form_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.question}"
