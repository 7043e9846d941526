from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle


class Action(models.Model):
    """An improvement that an evaluation led to (M9): owner, due, done; carried into the next cycle until it is done."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="actions")
    title = models.CharField(_("what changes"), max_length=250)
    because = models.CharField(_("because"), max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="improvement_actions",
        null=True,
        blank=True,
        verbose_name=_("owner"),
    )
    due = models.DateField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    carried_to = models.ForeignKey(
        Cycle, models.SET_NULL, related_name="actions_carried_in", null=True, blank=True, verbose_name=_("carried into")
    )

    class Meta:
        verbose_name = _("improvement action")
        verbose_name_plural = _("improvement actions")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} action {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
