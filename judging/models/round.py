from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from judging.enums import Cut, RoundMode, RoundState, Tally
from judging.models.panel import Seat
from programmes.models import Cycle

SCORING: Final = 10
"""Where the scoring round of a cycle stands; those before it have smaller numbers, those after it greater ones."""


class Round(models.Model):
    """One round of a cycle's judging. A cycle without rounds has its score sheets and nothing else.

    The scoring round is the cycle's score sheets; the others have votes of their own. Planned before judging begins, and
    opened and closed in ``judging.services.rounds`` only.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rounds")
    position = models.PositiveSmallIntegerField(help_text=_("The scoring round stands at 10."))
    mode = models.CharField(_("what judges do"), max_length=10, choices=RoundMode)
    tally = models.CharField(_("how the orders are counted"), max_length=10, choices=Tally, blank=True, default="")
    cut = models.CharField(_("who goes through"), max_length=10, choices=Cut, default=Cut.EVERY)
    cut_value = models.DecimalField(_("how many, or from which figure"), max_digits=7, decimal_places=3, null=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("votes are wanted by"), null=True, blank=True)
    seats = models.ManyToManyField(Seat, related_name="rounds", blank=True, verbose_name=_("judges"))
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["cycle", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "position"], name="round_once_a_position"),
            models.CheckConstraint(condition=Q(mode__in=RoundMode.values), name="round_mode_known"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
            models.CheckConstraint(
                condition=Q(mode=RoundMode.SCORE, position=SCORING) | (~Q(mode=RoundMode.SCORE) & ~Q(position=SCORING)),
                name="round_scoring_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(mode=RoundMode.RANK, tally__in=Tally.values) | (~Q(mode=RoundMode.RANK) & Q(tally="")),
                name="round_tally_for_orders_only",
            ),
            models.CheckConstraint(
                condition=Q(cut=Cut.EVERY, cut_value__isnull=True)
                | Q(cut__in=[Cut.TOP, Cut.ABOVE], cut_value__gt=0, cut_value__isnull=False),
                name="round_cut_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.PLANNED) | Q(opened_at__isnull=False), name="round_opened_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.CLOSED) | Q(closed_at__isnull=False), name="round_closed_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.mode}"

    @property
    def is_scoring(self) -> bool:
        """Whether it is the round of the score sheets."""
        return self.mode == RoundMode.SCORE

    @property
    def is_open(self) -> bool:
        """Whether votes are taken now."""
        return self.state == RoundState.OPEN

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} round {self.position} {self.mode}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
