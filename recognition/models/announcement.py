from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle
from recognition.enums import Audience


def every_audience() -> list[str]:
    """Everybody hears, unless a manager decides otherwise."""
    return list(Audience.values)


class Announcement(models.Model):
    """How one cycle's results are made known (P11): people concerned hear at ``announce_at``, the public at ``embargo_until``."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="announcement")
    announce_at = models.DateTimeField(_("announced"))
    embargo_until = models.DateTimeField(_("not public before"))
    words_for_winners = models.TextField(_("a word to winners"), blank=True)
    words_for_others = models.TextField(_("a word to those who did not win"), blank=True)
    public = models.BooleanField(_("shown on the public page"), default=True)
    unnamed_shown = models.BooleanField(
        _("those who do not agree to be named are shown by their team"),
        default=False,
        help_text=_("Such as “a colleague in Debt support”, and only where the team has five people or more."),
    )
    audiences = models.JSONField(_("who hears in person"), default=every_audience)
    announced_at = models.DateTimeField(_("made known"), null=True, blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.CheckConstraint(condition=Q(embargo_until__gte=F("announce_at")), name="announcement_people_first"),
        ]

    def __str__(self) -> str:
        return str(self.cycle)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} announcement"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
