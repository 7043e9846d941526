from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle


class KeptParticipation(models.Model):
    """What stays of who took part in a cycle once names are removed: the counts that were worked out from names until then."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="kept_participation")
    people = models.PositiveIntegerField(_("different people who were named"))
    nominators = models.PositiveIntegerField(_("different people who nominated"))
    teams = models.JSONField(help_text=_("As nominations.queries.participation.TeamParticipation, one a team."))
    seen = models.JSONField(
        help_text=_("As nominations.queries.participation_figures.seen_counts: a part and a whole each.")
    )
    groups = models.JSONField(
        default=dict,
        help_text=_(
            "As nominations.queries.participation_groups.Groups; empty where it was kept before there were any."
        ),
    )

    class Meta:
        verbose_name = _("participation, kept without names")
        verbose_name_plural = _("participation, kept without names")

    def __str__(self) -> str:
        return str(self.cycle)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} participation"
