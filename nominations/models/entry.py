from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from programmes.models import Category, Cycle


class Entry(models.Model):
    """What is judged: one nominee in one category of one cycle, however many nominations support it."""

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="entries")
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="entries", null=True, blank=True, verbose_name=_("team")
    )
    nameless = models.BooleanField(
        default=False, help_text=_("Who was named has been removed, as promised; only the reference is left.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # Set on an entry whose reader must not know who is meant (judging.queries.sight); never stored.
    sealed = False

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["reference"]
        indexes = [models.Index(fields=["cycle", "category"], name="entry_of_cycle")]
        constraints = [
            models.CheckConstraint(
                condition=Q(nameless=False, person__isnull=False, team__isnull=True)
                | Q(nameless=False, person__isnull=True, team__isnull=False)
                | Q(nameless=True, person__isnull=True, team__isnull=True),
                name="entry_one_nominee",
            ),
            models.UniqueConstraint(
                fields=["cycle", "category", "person"], condition=Q(person__isnull=False), name="entry_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["cycle", "category", "team"], condition=Q(team__isnull=False), name="entry_once_a_team"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def nominee_name(self) -> str:
        """The name of the person or team; a sentence in its place once it has been removed, the reference while sealed."""
        if self.sealed:
            return self.reference
        if self.nameless:
            return gettext("Name removed")
        return self.person.full_name if self.person is not None else str(self.team)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return self.reference

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
