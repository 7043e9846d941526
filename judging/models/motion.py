from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import Choice, MotionState
from judging.models.decision import Deliberation
from nominations.models import Entry
from programmes.models import Category


class Motion(models.Model):
    """A question that the meeting votes on. Its state changes in ``judging.services.motions`` only."""

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="motions")
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("category")
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("about the entry")
    )
    text = models.TextField(_("motion"))
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    state = models.CharField(_("state"), max_length=10, choices=MotionState, default=MotionState.OPEN)
    proposed_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MotionState.values), name="motion_state_known"),
            models.CheckConstraint(
                condition=Q(state=MotionState.OPEN) | Q(closed_at__isnull=False), name="motion_closed_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"motion {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.deliberation.cycle.label} motion {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.deliberation.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.deliberation.cycle.label


class Vote(models.Model):
    """How one person who attended votes on one motion."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "voter"], name="vote_once_a_motion"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="vote_choice_known"),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"
