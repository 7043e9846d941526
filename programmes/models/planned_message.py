from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.enums import MessageAudience, PlannedState
from programmes.models.programme import Programme


class PlannedMessage(models.Model):
    """A message that sends itself at its hour to its audience, through communications. Its state changes in
    ``programmes.services.planned_messages`` only, and its words only before it is sent.

    ``question`` with two to four ``answers`` is the check whether it was understood; ``right`` counts from 1.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="planned_messages")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), help_text=_("Markdown."))
    send_at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=10, choices=PlannedState, default=PlannedState.DRAFT)
    audience = models.CharField(_("to"), max_length=12, choices=MessageAudience, default=MessageAudience.EVERYBODY)
    teams = models.ManyToManyField("accounts.Team", related_name="+", blank=True, verbose_name=_("teams"))
    job_roles = models.ManyToManyField("accounts.JobRole", related_name="+", blank=True, verbose_name=_("job roles"))
    question = models.CharField(_("question"), max_length=200, blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True)
    right = models.PositiveSmallIntegerField(_("the right answer"), null=True, blank=True)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True)
    counts_opens = models.BooleanField(
        default=False, help_text=_("Whether its copies carried the small picture; set when it was sent.")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("planned message")
        verbose_name_plural = _("planned messages")
        ordering = ["send_at", "pk"]
        indexes = [
            models.Index(fields=["send_at"], name="planned_message_due", condition=Q(state=PlannedState.SCHEDULED)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PlannedState.values), name="planned_message_state_known"),
            models.CheckConstraint(
                condition=Q(audience__in=MessageAudience.values), name="planned_message_audience_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=PlannedState.SENT) | Q(sent_at__isnull=False), name="planned_message_sent_has_time"
            ),
            models.CheckConstraint(
                condition=Q(question="") | Q(right__gte=1, right__lte=4), name="planned_message_check_has_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"planned message {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.programme.slug
