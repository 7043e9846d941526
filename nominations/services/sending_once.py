"""A form that is sent twice (a second click, a lost connection, a page gone back to) makes one nomination."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.db import IntegrityError
from django.db.models import QuerySet

from nominations.enums import NominationState
from nominations.models import Nomination
from prepared import Place, prepared
from programmes.models import Cycle

Arguments = ParamSpec("Arguments")
# How often the very same may be sent, taken back and sent anew.
TIMES = 5
LONGEST = 40
# How an external reference begins that no other system gave.
OUR_OWN = ("form-", "keyed-")


def key_of(once: str, time: int = 0) -> str:
    """What the nomination of this sending carries as its external reference."""
    return f"form-{once[:LONGEST]}-{time}" if time else f"form-{once[:LONGEST]}"


def sent_before(cycle: Cycle, once: str) -> tuple[Nomination | None, str]:
    """The nomination that this very sending has made, unless it was taken back since; else what its own is to carry.

    One query, none where ``once`` is empty.
    """
    for time in range(TIMES) if once else ():
        row = _carrying.first(cycle=cycle.pk, key=key_of(once, time))
        if row is None:
            return None, key_of(once, time)
        pk, state = row
        if state != NominationState.WITHDRAWN:
            return Nomination.objects.only("reference").get(pk=pk), ""
    return None, ""


@prepared(cycle=int, key=str)
def _carrying(cycle: Place, key: Place) -> QuerySet[Nomination, Any]:
    # The index holds none that are empty, and SQLite uses it only where that is said.
    carrying = Nomination.objects.filter(cycle=cycle, external_reference=key).exclude(external_reference="")
    return carrying.values_list("pk", "state")


def forget_sending(nominations: QuerySet[Nomination]) -> None:
    """Forget the digests of what was sent, which name and address went into. What another system calls a nomination stays."""
    nominations.filter(external_reference__startswith=OUR_OWN[0]).update(external_reference="")


def once_only(act: Callable[Arguments, Nomination]) -> Callable[Arguments, Nomination]:
    """Of two that come at once the database lets one in; the other looks again, and finds it there."""

    @wraps(act)
    def looking_again(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Nomination:
        try:
            return act(*args, **kwargs)
        except IntegrityError:
            return act(*args, **kwargs)

    return looking_again
