from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

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
    """Those of ``seats`` who score this category: judges seated for it or, where no category is named, for all."""
    return [seat for seat in seats if seat.role == SeatRole.JUDGE and sits_for(seat, category)]


def sits_for(seat: Seat, category: Category) -> bool:
    """Whether the seat covers this category."""
    covered = {chosen.pk for chosen in seat.categories.all()}
    return not covered or category.pk in covered


def cycle_overseen_by(user: User | AnonymousUser, slug: str, name: str) -> Cycle | None:
    """The cycle of these names, if this person may open its judging pages: who manages it, an administrator, and who chairs
    its panel, once they have signed its terms.

    It says in ``managed`` whether this person manages its programme (to the rules in ``manager_id``), in ``has_rounds``
    whether it is judged in rounds, in ``chaired`` whether they chair its panel, and to the rules in ``overseer_id`` whom it
    was found for.
    """
    if not isinstance(user, User) or not user.is_active:
        return None
    found = _cycle if user.is_staff else _overseen_cycle
    return found.first(user=user.pk, slug=slug, name=name)


@prepared(user=int, slug=str, name=str)
def _cycle(user: Place, slug: Place, name: Place) -> QuerySet[Cycle]:
    return _said_of(user).filter(programme__slug=slug, name=name)


@prepared(user=int, slug=str, name=str)
def _overseen_cycle(user: Place, slug: Place, name: Place) -> QuerySet[Cycle]:
    return _overseen(user).filter(programme__slug=slug, name=name)


def _overseen(user: int | Place) -> QuerySet[Cycle]:
    chairs = Seat.objects.filter(judge=user, left_at=None, role=SeatRole.CHAIR, signed_at__isnull=False)
    return _said_of(user).filter(Q(managed=True) | Q(pk__in=chairs.values("panel__cycle")))


def _said_of(user: int | Place) -> QuerySet[Cycle]:
    managing = Programme.managers.through.objects.filter(user=user, programme=OuterRef("programme"))
    rounds = Round.objects.filter(cycle=OuterRef("pk"))
    chairs = Seat.objects.filter(panel__cycle=OuterRef("pk"), judge=user, left_at=None, role=SeatRole.CHAIR)
    reader = Value(user) if isinstance(user, int) else user
    said = Case(When(Exists(managing), then=reader), output_field=IntegerField())
    cycles = Cycle.objects.select_related("programme", "rulebook")
    return cycles.annotate(
        managed=Exists(managing),
        manager_id=said,
        has_rounds=Exists(rounds),
        chaired=Exists(chairs),
        overseer_id=reader,
    )
