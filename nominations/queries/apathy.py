"""The apathy watch (M6): whether nominations come in as hoped, which teams are silent, and what could be planned now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team
from charts.rows import RowBar, row_bars
from nominations.queries.on_page import received_on_page, teams_on_page
from nominations.queries.participation import TeamParticipation
from nominations.queries.participation_groups import quiet_people
from programmes.calculations.pace import Pace, elapsed, pace_of, shares
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.queries.encouragements import suggestions_for
from programmes.queries.pilot import pilot_of

MOST_TEAMS = 8


@dataclass(frozen=True)
class TeamPace:
    """One team: its share of the target by now (not rounded), and how many nominations named it or its people."""

    team: TeamParticipation
    expected: float

    @property
    def missing(self) -> float:
        """How far it is behind its share by now."""
        return self.expected - self.team.nominations


@dataclass(frozen=True)
class Watch:
    """A cycle's pace, its teams, the furthest behind first, and whether it is a pilot."""

    pace: Pace
    teams: list[TeamPace]
    pilot: bool

    @property
    def silent(self) -> list[TeamPace]:
        """The teams that nobody has named."""
        return [one for one in self.teams if not one.team.nominations]


def watch_of(cycle: Cycle, now: datetime) -> Watch | None:
    """How an open cycle is taken up against its target; None where it has no target or is not open. Three or four queries,
    which other parts of a page with the same cycle need not ask again.
    """
    if cycle.stage != Stage.OPEN or not cycle.target_nominations:
        return None
    pilot = pilot_of(cycle).team_ids
    teams = [team for team in teams_on_page(cycle) if pilot is None or team.team_id in pilot]
    pace = pace_of(
        target=cycle.target_nominations,
        received=received_on_page(cycle),
        opens=cycle.opens_at,
        closes=cycle.screening_at,
        now=now,
    )
    share = elapsed(cycle.opens_at, cycle.screening_at, now)
    hoped = shares(cycle.target_nominations * share, [team.headcount or 0 for team in teams])
    paces = [TeamPace(team, expected) for team, expected in zip(teams, hoped, strict=True)]
    return Watch(pace, sorted(paces, key=lambda one: (-one.missing, one.team.team)), pilot is not None)


def silent_teams(cycle: Cycle) -> QuerySet[Team]:
    """The teams that nobody has named, of the pilot where it is one."""
    watch = watch_of(cycle, timezone.now())
    return Team.objects.filter(pk__in=[one.team.team_id for one in watch.silent] if watch else [])


def needs(cycle: Cycle) -> list[dict[str, Any]]:
    """That nominations are behind, for the head of the cycle's page."""
    watch = watch_of(cycle, timezone.now())
    if watch is None or not watch.pace.behind:
        return []
    return [
        {
            "title": _("Nominations are slower than you hoped: %(received)s where %(hoped)s would be on pace")
            % {"received": watch.pace.received, "hoped": watch.pace.hoped},
            "detail": _("An endorsement, a reminder, a pilot, better words: each is planned with one click."),
            "url": "#pace",
            "button": _("See what helps"),
            "due": timezone.localtime(cycle.screening_at).date(),
            "blocking": "",
        }
    ]


def figures(cycle: Cycle) -> list[dict[str, Any]]:
    """The target with its field, and, where nominations are behind, the teams and what could be planned."""
    if cycle.stage not in {Stage.PLANNED, Stage.OPEN}:
        return []
    watch = watch_of(cycle, timezone.now())
    figure: dict[str, Any] = {"cycle": cycle, "watch": watch, "teams": [], "suggestions": []}
    figure["url"] = reverse("nominations:participation", args=[cycle.programme.slug, cycle.name])
    if watch is not None and watch.pace.behind:
        figure["quiet"] = quiet_people(cycle)
        figure["teams"] = _with_bars([one for one in watch.teams if one.missing >= 1 or not one.team.nominations])
        figure["suggestions"] = suggestions_for(cycle, pilot=watch.pilot, silent_teams=len(watch.silent))
    return [{"template": "nominations/partials/pace_figure.html", "figure": figure}]


def _with_bars(teams: list[TeamPace]) -> list[tuple[TeamPace, RowBar]]:
    shown = teams[:MOST_TEAMS]
    bars = row_bars([one.team.nominations for one in shown], [one.expected for one in shown])
    return list(zip(shown, bars, strict=True))
