from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.enums import QuestionKind
from programmes.models.rulebook import Category, Rulebook


class FormQuestion(models.Model):
    """What the form asks beside the story, in words of the programme. It belongs to a version of the rules and is frozen
    with it. Asked in its ``categories`` (none means all), and only of who gave the answer ``shown_for`` to the question
    with the code ``shown_if``, where that is set.
    """

    rulebook = models.ForeignKey(Rulebook, models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("question"), max_length=200)
    help = models.CharField(_("help beside it"), max_length=300, blank=True)
    kind = models.CharField(_("answered with"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT)
    required = models.BooleanField(_("must be answered"), default=False)
    for_judges = models.BooleanField(_("judges see the answer"), default=True)
    choices = models.JSONField(_("answers to choose from"), default=list, blank=True)
    shown_if = models.SlugField(_("asked after"), max_length=30, blank=True)
    shown_for = models.CharField(_("if the answer was"), max_length=100, blank=True)
    categories = models.ManyToManyField(
        Category, related_name="questions", blank=True, verbose_name=_("asked in"), help_text=_("None means all.")
    )

    class Meta:
        verbose_name = _("question of the form")
        verbose_name_plural = _("questions of the form")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "code"], name="form_question_code_once_a_rulebook"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="form_question_kind_known"),
            models.CheckConstraint(
                condition=Q(shown_if="", shown_for="") | ~(Q(shown_if="") | Q(shown_for="")),
                name="form_question_condition_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title
