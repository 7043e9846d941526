from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team


class Nominee(models.Model):
    """Who is named: a person, a team, or a name as it was given, which a manager matches to one of both."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="nominee_rows",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="nominee_rows", null=True, blank=True, verbose_name=_("team")
    )
    name_given = models.CharField(_("name as given"), max_length=150, blank=True)
    team_given = models.CharField(_("team or place as given"), max_length=150, blank=True)

    hint = models.CharField(
        _("when and where"), max_length=300, blank=True, help_text=_("What helps to find who is meant.")
    )
    outside = models.BooleanField(_("not one of ours"), default=False)

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(team__isnull=True), name="nominee_person_or_team"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(team__isnull=False) | ~Q(name_given=""), name="nominee_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(outside=False) | Q(person__isnull=True, team__isnull=True), name="nominee_outside_is_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def matched(self) -> bool:
        """Whether it is known who is meant."""
        return self.person_id is not None or self.team_id is not None

    @property
    def name(self) -> str:
        """The name for a page: the person's or team's, else as given."""
        if self.person is not None:
            return self.person.full_name
        if self.team is not None:
            return self.team.name
        return self.name_given
