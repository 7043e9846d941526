"""Everything that the evaluation of one cycle shows, computed once: page, report and exports all read this."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Organisation
from accounts.queries.organisation import the_organisation
from evaluation.models import Action, Review
from evaluation.queries.actions import improvements_of
from evaluation.queries.award_figures import (
    Reliability,
    RewardCost,
    Spread,
    costs_of,
    decisions_of,
    nominator_kinds,
    reliability_of,
    spread_of_awards,
)
from evaluation.queries.kpi_figures import KpisOfCycle, kpis_of, opened_cycles
from evaluation.queries.survey_figures import AudienceFigures, SideBySide, side_by_side, survey_figures
from nominations.queries.participation import Participation, participation_of
from programmes.models import Cycle


@dataclass(frozen=True)
class CycleFigures:
    """The figures of one cycle's evaluation, and the manager's words."""

    cycle: Cycle
    audiences: tuple[AudienceFigures, ...]
    compared: tuple[SideBySide, ...]
    participation: Participation
    nominators: tuple[tuple[str, int], ...]
    awards: Spread
    reliability: tuple[Reliability, ...]
    costs: tuple[RewardCost, ...]
    kpis: KpisOfCycle
    opened: tuple[Cycle, ...]
    review: Review
    actions: tuple[Action, ...]
    change_note: str
    organisation: Organisation

    @property
    def currency(self) -> str:
        """What costs are in."""
        return self.organisation.currency

    def audience(self, name: str) -> AudienceFigures:
        """One point of view."""
        return next(audience for audience in self.audiences if audience.audience == name)

    @property
    def planned(self) -> Decimal:
        """What the rewards were to cost."""
        return sum((cost.planned for cost in self.costs), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """What the rewards have cost so far."""
        return sum((cost.spent for cost in self.costs), Decimal(0))

    @property
    def teams_named(self) -> int:
        """How many teams had at least one nomination, of their people or as a team."""
        return len(self.participation.teams) - len(self.participation.unnamed_teams)

    @property
    def answers(self) -> int:
        """How many sets of answers the shown figures rest on."""
        return sum(audience.responses or 0 for audience in self.audiences)


def figures_of(cycle: Cycle, organisation: Organisation | None = None) -> CycleFigures:
    """Compute it all, in twelve queries whatever the data; one more each where ``organisation`` or the review is not loaded."""
    organisation = organisation or the_organisation()
    audiences = survey_figures(cycle)
    participation = participation_of(cycle, organisation.zone)
    decisions = decisions_of(cycle)
    opened = opened_cycles(cycle.programme)
    actions, note = improvements_of(cycle)
    return CycleFigures(
        cycle=cycle,
        audiences=audiences,
        compared=side_by_side(audiences),
        participation=participation,
        nominators=nominator_kinds(participation),
        awards=spread_of_awards(decisions),
        reliability=reliability_of(cycle),
        costs=costs_of(cycle, decisions),
        kpis=kpis_of(cycle, organisation.zone, opened),
        opened=tuple(opened),
        review=review_of(cycle),
        actions=tuple(actions),
        change_note=note,
        organisation=organisation,
    )


def review_of(cycle: Cycle) -> Review:
    """The manager's words on this cycle; an empty, unsaved review where nothing is written yet."""
    try:
        return cycle.review
    except Review.DoesNotExist:
        return Review(cycle=cycle)
