from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle


class Notice(models.Model):
    """That a person whom somebody else named in a cycle was told what is held of them, and what they asked for then."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="notices")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="nominee_notices", verbose_name=_("person")
    )
    told_at = models.DateTimeField(_("told"))
    unpublished_at = models.DateTimeField(
        _("asked that their story is not published"), null=True, blank=True, help_text=_("Empty: they have not asked.")
    )

    class Meta:
        verbose_name = _("notice to a nominee")
        verbose_name_plural = _("notices to nominees")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["cycle", "person"], name="notice_once_a_cycle")]

    def __str__(self) -> str:
        return f"{self.cycle.label} {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} notice {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label


class LaterNotice(models.Model):
    """A manager's decision that the nominees of a cycle are told later than within the month, why, and when they will be."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="later_notice")
    until = models.DateField(_("told on"))
    reason = models.TextField(_("why not before"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), auto_now=True)

    class Meta:
        verbose_name = _("later notice to nominees")
        verbose_name_plural = _("later notices to nominees")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="later_notice_has_reason")]

    def __str__(self) -> str:
        return f"{self.cycle.label}: {self.until}"
