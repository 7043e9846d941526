from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle


class Review(models.Model):
    """The evaluation of one cycle from all points of view (P12): the figures are computed, these are the manager's words."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="review")
    organisation = models.TextField(_("for the organisation"), blank=True)
    managers = models.TextField(_("for managers of winners"), blank=True)
    winners = models.TextField(_("for the winners"), blank=True)
    others = models.TextField(_("for those who did not win"), blank=True)
    customers = models.TextField(_("for customers"), blank=True)
    conclusion = models.TextField(_("what we conclude"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        return str(self.cycle)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} review"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
