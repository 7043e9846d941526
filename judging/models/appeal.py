from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import OPEN_APPEALS, AppealRole, AppealState
from nominations.models import Entry, Nomination
from programmes.models import Cycle

PERSON = settings.AUTH_USER_MODEL


class Appeal(models.Model):
    """A request for a review of process by a nominator or nominee, who looked into it, and the answer.

    A nominator's names the nomination, a nominee's the entry only. Its state changes in ``judging.services.appeals`` only.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="appeals")
    nomination = models.ForeignKey(
        Nomination, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("nomination")
    )
    entry = models.ForeignKey(Entry, models.SET_NULL, related_name="appeals", null=True, blank=True)
    role = models.CharField(_("asked by"), max_length=10, choices=AppealRole)
    asker = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True, blank=True)
    asker_email = models.EmailField(_("answer to"), blank=True)
    words = models.TextField(_("what should be looked into"))
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=AppealState, default=AppealState.ASKED)
    reviewer = models.ForeignKey(
        PERSON, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("looked into by")
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for a review")
        verbose_name_plural = _("requests for a review")
        ordering = ["pk"]
        indexes = [models.Index(fields=["reviewer", "state"], name="appeal_of_reviewer")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AppealState.values), name="appeal_state_known"),
            models.CheckConstraint(condition=Q(role__in=AppealRole.values), name="appeal_role_known"),
            models.CheckConstraint(
                condition=Q(state=AppealState.ASKED) | Q(reviewer__isnull=False), name="appeal_assigned_has_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_APPEALS) | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="appeal_answered_in_words",
            ),
            models.UniqueConstraint(fields=["nomination"], name="appeal_once_a_nomination"),
            models.UniqueConstraint(
                fields=["entry", "asker"], condition=Q(role=AppealRole.NOMINEE), name="appeal_once_a_nominee"
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    @property
    def open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.state in OPEN_APPEALS

    @property
    def about(self) -> str:
        """The reference of the nomination or entry that it is about; empty where that is gone."""
        found = self.nomination or self.entry
        return found.reference if found is not None else ""

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} review {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
