import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, QuestionKind
from programmes.enums import Aim
from programmes.models import Cycle


class Survey(models.Model):
    """The questions that one audience of one cycle is asked."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="surveys")
    audience = models.CharField(_("audience"), max_length=15, choices=Audience)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "audience"], name="survey_once_an_audience"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="survey_audience_known"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.audience}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} survey {self.audience}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label


class Question(models.Model):
    """One question of a survey. ``code`` makes the same question comparable between audiences and cycles."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("question"), max_length=300)
    kind = models.CharField(_("answered"), max_length=10, choices=QuestionKind)
    aim = models.CharField(_("aim"), max_length=30, choices=Aim, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "code"], name="question_code_once_a_survey"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
        ]

    def __str__(self) -> str:
        return self.text


class Invitation(models.Model):
    """That somebody was asked, and whether they have answered; never what. Only the token's digest is kept."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True, blank=True)
    address = models.EmailField(blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False, help_text=_("Without a time: a time could be laid beside an answer's."))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"], condition=Q(person__isnull=False), name="invitation_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["survey", "address"], condition=~Q(address=""), name="invitation_once_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Response(models.Model):
    """One anonymous set of answers. Nothing links it to an invitation, and it carries a day, not a time.

    Its key is random, as an answer's is: numbers that count up would tell the order in which people answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    given_on = models.DateField(_("given"))
    imported_as = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("A digest keyed with the installation’s secret, so that the same file twice adds nothing."),
    )

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "imported_as"], condition=~Q(imported_as=""), name="response_imported_once"
            ),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"


class Answer(models.Model):
    """One answer: a number, or words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    value = models.SmallIntegerField(_("number"), null=True, blank=True)
    text = models.TextField(_("words"), blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="answer_once"),
            models.CheckConstraint(condition=Q(value__isnull=False) | ~Q(text=""), name="answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
