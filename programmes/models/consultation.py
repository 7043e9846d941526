import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import JobRole, Team
from programmes.models.rulebook import Rulebook


class Consultation(models.Model):
    """What the people whom the rules are for think of a draft, criterion by criterion, before it is published.

    While one is open the draft does not change; ``asked`` keeps what they were asked about, so that later changes can be
    shown beside it. ``named`` is chosen before anybody is asked and never changes. It opens and closes in
    ``programmes.services.consultations`` only.
    """

    rulebook = models.ForeignKey(Rulebook, models.CASCADE, related_name="consultations")
    named = models.BooleanField(_("answers carry names"), default=False)
    everybody = models.BooleanField(_("everybody is asked"), default=True)
    teams = models.ManyToManyField(Team, related_name="+", blank=True, verbose_name=_("teams asked"))
    introduction = models.TextField(_("what you want to know"), blank=True)
    asked = models.JSONField(
        encoder=DjangoJSONEncoder, help_text="The rules as programmes.plans.rule_trees writes them."
    )
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"))
    reminded_on = models.DateField(_("those who had not answered reminded on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    reply = models.TextField(_("you said, we did"), blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rulebook"], condition=Q(closed_at__isnull=True), name="consultation_one_open_a_rulebook"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="consultation_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed; the clock closes it when its time is over."""
        return self.closed_at is None

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.rulebook.audit_label} consultation {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.rulebook.programme.slug


class ConsultedCriterion(models.Model):
    """A criterion that people were asked about, and what the manager replied. By code: a criterion may go, its answers stay."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="criteria")
    code = models.SlugField(_("code"), max_length=30)
    title = models.CharField(_("title"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    reply = models.TextField(_("your reply"), blank=True)

    class Meta:
        verbose_name = _("criterion asked about")
        verbose_name_plural = _("criteria asked about")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "code"], name="consulted_criterion_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ConsultationInvitation(models.Model):
    """That somebody was asked, and whether they have answered; never what, and not when.

    Where answers are anonymous, only the digest of the link's token stands here; it cannot be joined to a response.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="consulted", null=True, blank=True
    )
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    told = models.BooleanField(default=False)
    used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation to a consultation")
        verbose_name_plural = _("invitations to consultations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(person__isnull=False),
                name="consultation_asks_a_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ConsultationResponse(models.Model):
    """One person's answers. It carries a name (``person``) or the digest of a key that only their link gives
    (``key_digest``), never both: an anonymous answer can be changed with the link and traced by nobody.

    Its key is random and it has no time: what counts up would tell the order in which people answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="responses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True, blank=True)
    key_digest = models.CharField(max_length=64, blank=True)
    job_role = models.ForeignKey(JobRole, models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("response to a consultation")
        verbose_name_plural = _("responses to consultations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(person__isnull=False),
                name="consultation_answered_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["consultation", "key_digest"],
                condition=~Q(key_digest=""),
                name="consultation_answered_once_a_key",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(key_digest=""), name="consultation_named_or_anonymous"
            ),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"


class ConsultationAnswer(models.Model):
    """What one person says of one criterion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(ConsultationResponse, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(ConsultedCriterion, models.CASCADE, related_name="answers")
    clear = models.BooleanField(_("clear"))
    fair = models.BooleanField(_("fair"))
    reaches = models.BooleanField(_("reaches my role"))
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("answer to a consultation")
        verbose_name_plural = _("answers to consultations")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["response", "criterion"], name="consultation_answer_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
