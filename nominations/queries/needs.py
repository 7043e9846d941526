"""What nominations need of a cycle's manager, and what is missing before judging."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nominations.enums import NominationState
from nominations.queries.nominations import to_screen
from nominations.queries.on_page import counts_on_page, teams_on_page
from nominations.queries.window import BEFORE_JUDGING
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.queries.pilot import pilot_of

MOST_TEAMS_NAMED = 3


def needs_of(cycle: Cycle) -> list[dict[str, Any]]:
    """Names to match, nominations to screen, members of teams to match, teams that nobody has named; none once judging began."""
    if cycle.stage not in BEFORE_JUDGING:
        return []
    counts = counts_on_page(cycle)
    needs = [
        _to_match(cycle, counts["unmatched"]),
        _to_screen(cycle, counts[NominationState.SUBMITTED]),
        _members_to_match(cycle, counts["members"]),
    ]
    if cycle.stage == Stage.OPEN:
        needs.append(_unnamed(cycle))
    return [need for need in needs if need is not None]


def missing_before_judging(cycle: Cycle) -> list[str]:
    """Nothing may be left unscreened when judging begins."""
    waiting = to_screen(cycle).count()
    if not waiting:
        return []
    words = ngettext(
        "%(count)s nomination has not been screened.", "%(count)s nominations have not been screened.", waiting
    )
    return [words % {"count": waiting}]


def _to_match(cycle: Cycle, count: int) -> dict[str, Any] | None:
    if not count:
        return None
    return {
        "title": ngettext(
            "Find out who is meant in %(count)s nomination", "Find out who is meant in %(count)s nominations", count
        )
        % {"count": count},
        "detail": _("Customers gave a name as well as they could. Each comes with who may be meant."),
        "url": f"{_queue(cycle)}?unmatched=true",
        "button": ngettext("Match %(count)s name", "Match %(count)s names", count) % {"count": count},
        "due": _judging_day(cycle),
        "blocking": _("Judging can’t start without this"),
    }


def _to_screen(cycle: Cycle, count: int) -> dict[str, Any] | None:
    if not count:
        return None
    return {
        "title": ngettext("Screen %(count)s nomination", "Screen %(count)s nominations", count) % {"count": count},
        "detail": _("What no rule speaks against can be accepted together; the reasons stand beside the rest."),
        "url": f"{_queue(cycle)}?state={NominationState.SUBMITTED}",
        "button": _("Screen them"),
        "due": _judging_day(cycle),
        "blocking": _("Judging can’t start without this") if cycle.stage == Stage.SCREENING else "",
    }


def _members_to_match(cycle: Cycle, count: int) -> dict[str, Any] | None:
    if not count:
        return None
    return {
        "title": ngettext(
            "Find out who %(count)s member of a team is", "Find out who %(count)s members of teams are", count
        )
        % {"count": count},
        "detail": _("So that they hear of it, judges read no name of theirs, and nobody near to them judges the team."),
        "url": reverse("nominations:names_of_members", args=[cycle.programme.slug, cycle.name]),
        "button": ngettext("Match %(count)s name", "Match %(count)s names", count) % {"count": count},
        "due": _judging_day(cycle),
        "blocking": "",
    }


def _unnamed(cycle: Cycle) -> dict[str, Any] | None:
    pilot = pilot_of(cycle).team_ids
    unnamed = [team for team in teams_on_page(cycle) if not team.nominations]
    teams = [team.team for team in unnamed if pilot is None or team.team_id in pilot]
    if not teams:
        return None
    shown = ", ".join(teams[:MOST_TEAMS_NAMED])
    more = len(teams) - MOST_TEAMS_NAMED
    if more > 0:
        shown = _("%(teams)s and %(count)s more") % {"teams": shown, "count": more}
    return {
        "title": ngettext("Nobody has named %(count)s team", "Nobody has named %(count)s teams", len(teams))
        % {"count": len(teams)},
        "detail": _("%(teams)s. Who serves customers out of sight is easily passed over.") % {"teams": shown},
        "url": reverse("nominations:participation", args=[cycle.programme.slug, cycle.name]),
        "button": _("See every team"),
        "due": None,
        "blocking": "",
    }


def _queue(cycle: Cycle) -> str:
    return reverse("nominations:queue", args=[cycle.programme.slug, cycle.name])


def _judging_day(cycle: Cycle) -> date:
    return timezone.localtime(cycle.judging_at).date()
