"""Who takes part in a cycle."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from charts.rows import RowBar, row_bars
from nominations.channels import channel_words
from nominations.enums import Medium
from nominations.queries.participation import TeamParticipation, participation_of
from nominations.queries.participation_chart import days_chart, weeks_chart
from nominations.queries.participation_groups import Group, Groups, by_medium, groups_of, silent_of
from nominations.requests import SignedInRequest
from programmes.access import managed_cycle
from programmes.queries.rail import rail_for


@login_required
def participation(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """By day and week, by team, site and job role against headcount, who is named again and who has not nominated: counts."""
    cycle = managed_cycle(request, slug, name)
    figures, groups = participation_of(cycle, request.organisation.zone), groups_of(cycle)
    media = by_medium(cycle)
    labels = {medium.value: str(medium.label) for medium in Medium}
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "figures": figures,
        "channels": [(channel, channel_words(channel), count) for channel, count in figures.channels.items()],
        "chart": weeks_chart(figures.weeks),
        "days": days_chart(figures.days),
        "teams": _teams(figures.teams, groups),
        "groups": groups,
        "sites": _with_bars(groups.sites) if groups else [],
        "roles": _with_bars(groups.roles) if groups else [],
        "roles_seen": sum(1 for one in groups.roles if one.named) if groups else 0,
        "media": [(labels[medium], number) for medium, number, _supporting in media],
        "supporting": sum(supporting for _medium, _number, supporting in media),
    }
    return render(request, "nominations/participation.html", context)


def _teams(teams: Sequence[TeamParticipation], groups: Groups | None) -> list[tuple[Any, ...]]:
    bars = row_bars([team.people_named for team in teams], [team.headcount for team in teams])
    return [(team, bar, silent_of(team, groups)) for team, bar in zip(teams, bars, strict=True)]


def _with_bars(groups: Sequence[Group]) -> list[tuple[Group, RowBar]]:
    return list(zip(groups, row_bars([one.named for one in groups], [one.people for one in groups]), strict=True))
