from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from nominations.enums import EntryMoveKind
from nominations.models.nomination import Nomination
from programmes.models import Category, Cycle


class EntryMove(models.Model):
    """Two entries made one, or some nominations of an entry given to another nominee or category; with a reason, and undone
    as a whole.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="entry_moves")
    kind = models.CharField(_("kind"), max_length=5, choices=EntryMoveKind)
    reason = models.TextField(_("why"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of entries")
        verbose_name_plural = _("changes of entries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryMoveKind.values), name="entry_move_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="entry_move_has_reason"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="entry_move_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} {self.kind} {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label


class MovedNomination(models.Model):
    """One nomination of such a change: which entry it had before, by reference, and whom and what that was for."""

    move = models.ForeignKey(EntryMove, models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="entry_moves")
    from_reference = models.CharField(_("entry before"), max_length=12)
    to_reference = models.CharField(_("entry after"), max_length=12)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("category before"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("person before"),
    )
    team = models.ForeignKey(
        Team, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("team before")
    )

    class Meta:
        verbose_name = _("nomination that changed its entry")
        verbose_name_plural = _("nominations that changed their entry")
        ordering = ["pk"]
        indexes = [models.Index(fields=["from_reference"], name="moved_nomination_from")]
        constraints = [
            models.UniqueConstraint(fields=["move", "nomination"], name="moved_nomination_once"),
            models.CheckConstraint(condition=Q(person=None) | Q(team=None), name="moved_nomination_one_nominee"),
        ]

    def __str__(self) -> str:
        return f"{self.from_reference} → {self.to_reference}"
