"""Everything that the evaluation of one cycle shows, computed once: page, report and exports all read this."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.queries.organisation import the_organisation
from evaluation.models import Action, Review
from evaluation.queries.actions import actions_of
from evaluation.queries.award_figures import (
    Reliability,
    RewardCost,
    Spread,
    costs_of,
    nominator_kinds,
    reliability_of,
    spread_of_awards,
)
from evaluation.queries.kpi_figures import KpisOfCycle, kpis_of
from evaluation.queries.survey_figures import AudienceFigures, SideBySide, side_by_side, survey_figures
from nominations.queries.participation import Participation, participation_of
from programmes.models import Cycle


@dataclass(frozen=True)
class CycleFigures:
    """The figures of one cycle's evaluation, and the manager's words."""

    cycle: Cycle
    currency: str
    audiences: tuple[AudienceFigures, ...]
    compared: tuple[SideBySide, ...]
    participation: Participation
    nominators: tuple[tuple[str, int], ...]
    awards: Spread
    reliability: tuple[Reliability, ...]
    costs: tuple[RewardCost, ...]
    kpis: KpisOfCycle
    review: Review
    actions: tuple[Action, ...]

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


def figures_of(cycle: Cycle) -> CycleFigures:
    """Compute it all; the number of queries does not grow with the data."""
    audiences = survey_figures(cycle)
    organisation = the_organisation()
    return CycleFigures(
        cycle=cycle,
        currency=organisation.currency,
        audiences=audiences,
        compared=side_by_side(audiences),
        participation=participation_of(cycle),
        nominators=nominator_kinds(cycle),
        awards=spread_of_awards(cycle),
        reliability=reliability_of(cycle),
        costs=costs_of(cycle),
        kpis=kpis_of(cycle, organisation.zone),
        review=Review.objects.filter(cycle=cycle).first() or Review(cycle=cycle),
        actions=tuple(actions_of(cycle)),
    )
