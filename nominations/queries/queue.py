"""The list of a cycle's nominations as its manager goes through it, and its first page, which is opened all day."""

from django.db.models import QuerySet

from accounts.models import User
from nominations.models import Nomination
from nominations.queries.enquiries import with_answers
from nominations.queries.nominations import queue_of, screened_by, with_nominee_name, with_supporters
from nominations.queries.window import lets_support
from prepared import Place, prepared
from programmes.models import Cycle

ON_A_PAGE = 50
# What a row shows, and what the rules look at.
SHOWN = ("category", "nominee__person__team", "nominee__team", "supports")


def queue_list(cycle: Cycle, user: User) -> QuerySet[Nomination]:
    """What came in, the newest first, with what a row shows; with who supports it where the rules let people."""
    listed = _listed(queue_of(cycle, user))
    return with_supporters(listed) if lets_support(cycle) else listed


def first_on_queue(cycle: Cycle, user: User) -> list[Nomination]:
    """The first page of the same."""
    first = _first_supported if lets_support(cycle) else _first
    return first(cycle=cycle.pk, person=user.pk, team=user.team_id or 0)


def _listed(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    shown = with_answers(with_nominee_name(nominations)).select_related(*SHOWN)
    return shown.order_by("-submitted_at", "-pk")


@prepared(cycle=int, person=int, team=int)
def _first(cycle: Place, person: Place, team: Place) -> QuerySet[Nomination]:
    return _shown(cycle, person, team)[:ON_A_PAGE]


@prepared(cycle=int, person=int, team=int)
def _first_supported(cycle: Place, person: Place, team: Place) -> QuerySet[Nomination]:
    return with_supporters(_shown(cycle, person, team))[:ON_A_PAGE]


def _shown(cycle: Place, person: Place, team: Place) -> QuerySet[Nomination]:
    return _listed(Nomination.objects.filter(screened_by(person, team), cycle=cycle))
