"""What a cycle's page shows of who takes part: nominations by week beside the cycle before, and who is being seen."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.queries.organisation import the_organisation
from nominations.channels import channel_words
from nominations.enums import RECEIVED_STATES
from nominations.models import Nomination
from nominations.queries.nominations import received
from nominations.queries.on_page import teams_on_page
from nominations.queries.participation import Week, weeks_and_channels
from nominations.queries.participation_chart import weeks_chart
from programmes.enums import Stage
from programmes.models import Cycle

WEEK = timedelta(weeks=1)
A_YEAR = timedelta(days=365)


def figures_of(cycle: Cycle) -> list[dict[str, Any]]:
    """The picture by week and the list of who is being seen; nothing before nominations open. Counts only."""
    if cycle.stage in {Stage.PLANNED, Stage.CANCELLED}:
        return []
    where = reverse("nominations:participation", args=[cycle.programme.slug, cycle.name])
    return [
        {"template": "nominations/partials/weeks_figure.html", "figure": _by_week(cycle)},
        {"template": "nominations/partials/seen_figure.html", "figure": {"pairs": who_is_seen(cycle), "url": where}},
    ]


def cycle_before(cycle: Cycle) -> Cycle | None:
    """The programme's cycle that opened last before this one; None for the first."""
    earlier = Cycle.objects.filter(programme=cycle.programme_id, opens_at__lt=cycle.opens_at)
    return earlier.exclude(stage__in=[Stage.PLANNED, Stage.CANCELLED]).order_by("-opens_at").first()


def _by_week(cycle: Cycle) -> dict[str, Any]:
    zone = the_organisation().zone
    last = cycle_before(cycle)
    (so_far, channels), *before = weeks_and_channels([cycle, last] if last else [cycle], zone)
    weeks = whole_window(cycle, so_far)
    brought = [(channel_words(channel), count) for channel, count in channels.items() if channel]
    if last is None:
        return {"chart": weeks_chart(weeks), "says": "", "channels": brought}
    chart = weeks_chart(weeks, before=before[0][0], before_name=last.known_as)
    return {"chart": chart, "says": compared(cycle, last, sum(week.total for week in weeks)), "channels": brought}


def whole_window(cycle: Cycle, weeks: Sequence[Week]) -> list[Week]:
    """The weeks so far and those still to come, empty, until nominations close."""
    planned = ceil((cycle.screening_at - cycle.opens_at) / WEEK)
    first = weeks[0].starts
    return [*weeks, *(Week(first + WEEK * number) for number in range(len(weeks), planned))]


def compared(cycle: Cycle, last: Cycle, total: int) -> str:
    """How many more or fewer than the cycle before had after as many days."""
    elapsed = timezone.now() - cycle.opens_at
    then = received(last).filter(submitted_at__lte=last.opens_at + elapsed).count()
    more = total - then
    if not more:
        return _("As many as at this point of %(cycle)s.") % {"cycle": last.known_as}
    words = (
        ngettext(
            "%(count)s more than at this point of %(cycle)s.", "%(count)s more than at this point of %(cycle)s.", more
        )
        if more > 0
        else ngettext(
            "%(count)s fewer than at this point of %(cycle)s.",
            "%(count)s fewer than at this point of %(cycle)s.",
            -more,
        )
    )
    return words % {"count": abs(more), "cycle": last.known_as}


def who_is_seen(cycle: Cycle) -> list[tuple[str, str]]:
    """Teams, customer-facing roles and sites that somebody was named in, and who had been named within the year before."""
    counts = cycle.kept_participation.seen if cycle.names_removed_at else seen_counts(cycle)
    labels = [
        _("Teams with a nomination"),
        _("Customer-facing roles"),
        _("Sites"),
        _("Named before, within a year"),
    ]
    return [(label, _of(part, whole)) for label, (part, whole) in zip(labels, counts, strict=True)]


def seen_counts(cycle: Cycle) -> list[tuple[int, int]]:
    """A part and a whole each: teams, customer-facing roles, sites, and the people named who had been named before."""
    teams = teams_on_page(cycle)
    named = received(cycle).exclude(nominee__person=None).values("nominee__person")
    of_teams = received(cycle).exclude(nominee__team=None).values("nominee__team")
    ours = Q(is_active=True, is_external=False)
    seen = ours & (Q(pk__in=named) | Q(team__in=of_teams))
    facing, at_a_site, again = Q(job_role__customer_facing=True), ~Q(site=""), Q(pk__in=_named_within_a_year(cycle))
    people = User.objects.aggregate(
        roles_seen=Count("job_role", distinct=True, filter=seen & facing),
        roles=Count("job_role", distinct=True, filter=ours & facing),
        sites_seen=Count("site", distinct=True, filter=seen & at_a_site),
        sites=Count("site", distinct=True, filter=ours & at_a_site),
        again=Count("pk", filter=Q(pk__in=named) & again),
        named=Count("pk", filter=Q(pk__in=named)),
    )
    return [
        (sum(1 for team in teams if team.nominations), len(teams)),
        (people["roles_seen"], people["roles"]),
        (people["sites_seen"], people["sites"]),
        (people["again"], people["named"]),
    ]


def _named_within_a_year(cycle: Cycle) -> QuerySet[Any, Any]:
    """Who was named in a cycle of this programme that opened within the year before."""
    earlier = Nomination.objects.filter(
        state__in=RECEIVED_STATES,
        cycle__programme=cycle.programme_id,
        cycle__opens_at__lt=cycle.opens_at,
        cycle__opens_at__gte=cycle.opens_at - A_YEAR,
        nominee__person__isnull=False,
    )
    return earlier.values("nominee__person")


def _of(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
