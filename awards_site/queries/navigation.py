from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable

from accounts.models import User
from awards_site.queries.waiting import count_waiting, counts_by_room, remembered_count, rows_that_wait
from judging.models import Seat
from prepared import Place, prepared
from programmes.models import Programme


@dataclass(frozen=True)
class Navigation:
    """What the top bar offers: the doors that are open to this person, and how many things wait for them."""

    manage: bool = False
    judge: bool = False
    administer: bool = False
    waiting: int = 0


def navigation_for(user: User | AnonymousUser) -> Navigation:
    """The top bar's doors and, where it is not remembered, how much waits, in one query; nobody's for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return Navigation()
    waiting = remembered_count(user)
    doors, counted = doors_and_counts(user, counts=waiting is None)
    return replace(doors, waiting=count_waiting(user, counted) if waiting is None else waiting)


def doors_and_counts(user: User, *, counts: bool = True) -> tuple[Navigation, dict[str, int]]:
    """The doors that are open to this person, and how much waits for them by room, in one query."""
    return _doors_and(user, rows_that_wait(user) if counts else [])


def doors_then_counts(user: User) -> tuple[Navigation, dict[str, int]]:
    """The same in a second query where a door is open: what waits behind a closed one is nothing and is not asked for."""
    doors, counted = _doors_and(user, rows_that_wait(user, behind=("",)))
    opened = [door for door, is_open in (("manage", doors.manage), ("judge", doors.judge)) if is_open]
    rows = rows_that_wait(user, behind=opened)
    if rows:
        behind = User.objects.filter(pk=user.pk).values_list(*(count for _path, count in rows))[0]
        counted |= counts_by_room([path for path, _count in rows], behind)
    return doors, dict.fromkeys(settings.WAITING_BEHIND, 0) | counted


def _doors_and(user: User, rows: list[tuple[str, Combinable]]) -> tuple[Navigation, dict[str, int]]:
    counts = [count for _path, count in rows]
    found = _doors(user.pk).values_list("manages", "judges", *counts) if counts else _doors_alone(user=user.pk)
    manages, judges, *counted = found[0]
    doors = Navigation(manage=user.is_staff or manages, judge=judges, administer=user.is_staff)
    return doors, counts_by_room([path for path, _count in rows], counted)


def _doors(user: int | Place) -> QuerySet[User]:
    return User.objects.filter(pk=user).annotate(
        manages=Exists(Programme.objects.filter(managers=OuterRef("pk"))),
        judges=Exists(Seat.objects.filter(judge=OuterRef("pk"), left_at=None)),
    )


@prepared(user=int)
def _doors_alone(user: Place) -> QuerySet[User, Any]:
    return _doors(user).values_list("manages", "judges")  # type: ignore[misc]  # _doors annotates
