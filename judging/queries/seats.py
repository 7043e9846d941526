from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from judging.enums import SeatRole
from judging.models import Round, Seat
from nominations.queries.redactions import hides_names
from prepared import Place, prepared
from programmes.models import Category, Cycle, Programme


@dataclass(frozen=True)
class OnPanel:
    """Who sits on a panel, by the seat's id."""

    seat: int
    role: str
    name: str


def seats_of(cycle: Cycle) -> QuerySet[Seat]:
    """Everybody who sits on the cycle's panel now, with names and categories."""
    seats = Seat.objects.filter(panel__cycle=cycle, left_at=None)
    return (
        seats.select_related("judge", "judge__team", "panel")
        .prefetch_related("categories")
        .order_by("judge__full_name")
    )


def names_on_panel(cycle: Cycle) -> list[OnPanel]:
    """The same people, with nothing but their names and roles."""
    return [OnPanel(*row) for row in _names(cycle=cycle.pk)]


@prepared(cycle=int)
def _names(cycle: Place) -> QuerySet[Seat, Any]:
    seats = Seat.objects.filter(panel__cycle=cycle, left_at=None).order_by("judge__full_name")
    return seats.values_list("pk", "role", "judge__full_name")


def seat_of(cycle: Cycle, judge: User) -> Seat | None:
    """A person's seat on the cycle's panel, as judge or chair; None for who has none or has left."""
    return seats_of(cycle).filter(judge=judge).first()


def reads_without_names(person: User, cycle: Cycle) -> bool:
    """Whether this person sits on the panel of a cycle whose judges see no names."""
    return hides_names(cycle) and Seat.objects.filter(panel__cycle=cycle, judge=person, left_at=None).exists()


def judges_for(category: Category, seats: list[Seat]) -> list[Seat]:
    """Those of ``seats`` who score this category: judges seated for it or, where no category is named, for all. Nobody whose
    account is closed: they cannot sign in.
    """
    return [seat for seat in seats if seat.role == SeatRole.JUDGE and seat.judge.is_active and sits_for(seat, category)]


def sits_for(seat: Seat, category: Category) -> bool:
    """Whether the seat covers this category."""
    covered = {chosen.pk for chosen in seat.categories.all()}
    return not covered or category.pk in covered


def overseen_by(user: User | AnonymousUser, slug: str, name: str) -> Cycle | None:
    """A cycle whose judging pages this person may open: one that they manage, or whose panel they chair, once they have
    signed its terms. None where there is no such cycle.

    It says in ``managed`` whether this person manages its programme (to the rules in ``manager_id``), in ``has_rounds``
    whether it is judged in rounds, in ``chaired`` whether they chair its panel, and to the rules in ``overseer_id`` whom it
    was found for.
    """
    if not isinstance(user, User) or not user.is_active:
        return None
    asked = _any if user.is_staff else _own
    found: Any = asked.first(user=user.pk, slug=slug, name=name)
    if found is not None:
        found.overseer_id, found.manager_id = user.pk, user.pk if found.managed else None
    overseen: Cycle | None = found
    return overseen


@prepared(user=int, slug=str, name=str)
def _any(user: Place, slug: Place, name: Place) -> QuerySet[Cycle]:
    return _cycles(user, slug, name)


@prepared(user=int, slug=str, name=str)
def _own(user: Place, slug: Place, name: Place) -> QuerySet[Cycle]:
    chairs = Seat.objects.filter(judge=user, left_at=None, role=SeatRole.CHAIR, signed_at__isnull=False)
    signed = Exists(chairs.filter(panel__cycle=OuterRef("pk")))
    return _cycles(user, slug, name).filter(Q(managed=True) | Q(signed))


def _cycles(user: Place, slug: Place, name: Place) -> QuerySet[Cycle]:
    seat = Seat.objects.filter(panel__cycle=OuterRef("pk"), judge=user, left_at=None, role=SeatRole.CHAIR)
    managing = Programme.managers.through.objects.filter(user=user, programme=OuterRef("programme"))
    rounds = Round.objects.filter(cycle=OuterRef("pk"))
    cycles = Cycle.objects.filter(programme__slug=slug, name=name).select_related("programme", "rulebook")
    return cycles.annotate(managed=Exists(managing), has_rounds=Exists(rounds), chaired=Exists(seat))
