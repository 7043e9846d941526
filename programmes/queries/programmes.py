from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from accounts.models import User
from audit.refusals import Refused
from prepared import Place, prepared
from programmes.enums import ProgrammeState
from programmes.models import Cycle, Programme


def public_programmes() -> QuerySet[Programme]:
    """What a visitor sees: running programmes that are shown to customers."""
    return Programme.objects.filter(public=True, state=ProgrammeState.RUNNING)


def public_cycles() -> QuerySet[Cycle]:
    """The cycles of the programmes that a visitor sees."""
    return Cycle.objects.filter(programme__public=True, programme__state=ProgrammeState.RUNNING)


def visible_to(user: User | AnonymousUser) -> QuerySet[Programme]:
    """The programmes whose pages this person may read: public ones; running ones for people who work here; their own."""
    seen = Q(public=True, state=ProgrammeState.RUNNING)
    if isinstance(user, User) and user.is_active:
        if user.is_staff:
            return Programme.objects.all()
        managed = Programme.managers.through.objects.filter(user=user).values("programme")
        seen |= Q(state=ProgrammeState.RUNNING) | Q(pk__in=managed)
    return Programme.objects.filter(seen)


def managed_by(user: User) -> QuerySet[Programme]:
    """The programmes that this person manages; all of them for an administrator."""
    return Programme.objects.all() if user.is_staff else Programme.objects.filter(managers=user)


def saying_who_manages(programmes: QuerySet[Programme], user: User | AnonymousUser) -> QuerySet[Programme]:
    """The same programmes; ``manager_id`` on those that this person manages says so to the rules, which need not ask."""
    managed = Programme.managers.through.objects.filter(user=user.pk, programme=OuterRef("pk"))
    return programmes.annotate(manager_id=Case(When(Exists(managed), then=Value(user.pk)), output_field=IntegerField()))


def cycles_managed_by(user: User | AnonymousUser) -> QuerySet[Cycle]:
    """The cycles whose management pages this person may open; ``manager_id`` on each says to the rules whom it is for."""
    cycles = Cycle.objects.select_related("programme", "rulebook")
    if not isinstance(user, User) or not user.is_active:
        return cycles.none()
    return cycles if user.is_staff else _managed_by(user.pk)


def cycle_managed_by(user: User | AnonymousUser, slug: str, name: str) -> Cycle | None:
    """One of these, by the short name of its programme and its own name."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if user.is_staff:
        return _cycle.first(slug=slug, name=name)
    return _managed_cycle.first(user=user.pk, slug=slug, name=name)


@prepared(slug=str, name=str)
def _cycle(slug: Place, name: Place) -> QuerySet[Cycle]:
    return Cycle.objects.filter(programme__slug=slug, name=name).select_related("programme", "rulebook")


@prepared(user=int, slug=str, name=str)
def _managed_cycle(user: Place, slug: Place, name: Place) -> QuerySet[Cycle]:
    return _managed_by(user).filter(programme__slug=slug, name=name)


def _managed_by(user: int | Place) -> QuerySet[Cycle]:
    said = Value(user) if isinstance(user, int) else user
    cycles = Cycle.objects.select_related("programme", "rulebook")
    return cycles.filter(programme__managers=user).annotate(manager_id=said)


class UnknownProgramme(Refused):
    """No programme has this short name."""


def programme_by_slug(slug: str) -> Programme:
    """The programme that commands and files call by this short name. Raises UnknownProgramme."""
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise UnknownProgramme(f"There is no programme “{slug}”.")
    return programme
