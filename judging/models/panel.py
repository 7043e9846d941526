from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.enums import DeclineReason, SeatRole
from judging.models.terms import Terms
from programmes.models import Category, Cycle


class Panel(models.Model):
    """The judges of one cycle. ``quorum`` is how many of them must have taken part before the panel may decide.

    ``appeal_days`` is how long after the announcement a review of process may be asked for; 0 takes none.
    """

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="panel")
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True)
    appeal_days = models.PositiveSmallIntegerField(_("days to ask for a review"), default=14)

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")

    def __str__(self) -> str:
        return str(self.cycle)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} panel"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label


class Seat(models.Model):
    """One person's place on a panel, for some categories or, where none is named, for all.

    It is an invitation until the person signs the ``terms``: no story is shown before. Who declines leaves with a reason.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("judge"))
    role = models.CharField(_("role"), max_length=10, choices=SeatRole, default=SeatRole.JUDGE)
    categories = models.ManyToManyField(Category, related_name="+", blank=True, verbose_name=_("categories"))
    cap = models.PositiveSmallIntegerField(_("at most so many entries"), null=True, blank=True)
    seated_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    preferred = models.ManyToManyField(
        Category, related_name="+", blank=True, verbose_name=_("knows best"), help_text=_("These first, if it can be.")
    )
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="seats", null=True, blank=True)
    signed_at = models.DateTimeField(_("signed the terms"), null=True, blank=True)
    declined_because = models.CharField(_("declined because"), max_length=10, choices=DeclineReason, blank=True)
    declined_words = models.CharField(_("in their own words"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "judge"], name="seat_once_a_judge"),
            models.CheckConstraint(condition=Q(role__in=SeatRole.values), name="seat_role_known"),
            models.CheckConstraint(
                condition=Q(terms__isnull=True, signed_at__isnull=True)
                | Q(terms__isnull=False, signed_at__isnull=False),
                name="seat_signed_something",
            ),
            models.CheckConstraint(
                condition=Q(declined_because="") | Q(left_at__isnull=False, declined_because__in=DeclineReason.values),
                name="seat_declined_has_left",
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.panel.cycle.label} seat {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.panel.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.panel.cycle.label
