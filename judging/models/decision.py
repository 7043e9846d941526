from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from judging.enums import DecisionState
from judging.models.result import Result
from nominations.models import Entry
from programmes.models import Category, Cycle


class Deliberation(models.Model):
    """The panel's meeting: when, who attended, and what lies on the table now."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="deliberation")
    met_at = models.DateTimeField(_("met"), null=True, blank=True)
    attended = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("attended")
    )
    discussing = models.ForeignKey(
        Entry, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("discussed now")
    )

    class Meta:
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")

    def __str__(self) -> str:
        return str(self.cycle)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} deliberation"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label


class Minutes(models.Model):
    """What the panel said about one category."""

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="minutes")
    category = models.ForeignKey(Category, models.PROTECT, related_name="minutes")
    text = models.TextField(_("minutes"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [models.UniqueConstraint(fields=["deliberation", "category"], name="minutes_once_a_category")]

    def __str__(self) -> str:
        return f"{self.deliberation}: {self.category}"


class Decision(models.Model):
    """That an entry has a place, why, who proposed it and which other person confirmed it."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="decisions")
    category = models.ForeignKey(Category, models.PROTECT, related_name="decisions")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="decisions")
    place = models.PositiveSmallIntegerField(
        _("place"), help_text=_("1 is a winner; places after the winners are highly commended.")
    )
    commended = models.BooleanField(_("highly commended"), default=False)
    justification = models.TextField(_("why"))
    departs_from_ranking = models.BooleanField(default=False)
    result = models.ForeignKey(Result, models.PROTECT, related_name="decisions", null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState, default=DecisionState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["category", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=~Q(state=DecisionState.WITHDRAWN), name="decision_once_an_entry"
            ),
            models.UniqueConstraint(
                fields=["cycle", "category", "place"],
                condition=~Q(state=DecisionState.WITHDRAWN),
                name="decision_once_a_place",
            ),
            models.CheckConstraint(condition=Q(place__gte=1), name="decision_place_counts_from_1"),
            models.CheckConstraint(condition=~Q(justification=""), name="decision_has_justification"),
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_known"),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.CONFIRMED) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="decision_confirmed_has_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name="decision_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} place {self.place}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.entry.reference} place {self.place}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
