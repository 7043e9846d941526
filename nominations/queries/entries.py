"""The entries of a cycle as its manager groups them, and what became of a reference."""

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from nominations.models import Entry, EntryMove, MovedNomination
from nominations.queries.members import nominations_naming
from programmes.models import Cycle


def entries_seen_by(cycle: Cycle, user: User) -> QuerySet[Entry]:
    """The entries of a cycle with their nominee and ``voices``, how many nominations support each, and ``supporters``, how
    many of these add their voice to another one; none about ``user``.
    """
    own = Q(person=user) | Q(team__leader=user) | (Q(team=user.team_id) if user.team_id else Q(pk__in=[]))
    own |= Q(team__isnull=False, nominations__in=nominations_naming(user))
    entries = cycle.entries.exclude(pk__in=cycle.entries.filter(own).values("pk"))
    return entries.select_related("category", "person__team", "team").annotate(
        voices=Count("nominations"),
        supporters=Count("nominations", filter=Q(nominations__supports__isnull=False)),
    )


def could_join(entry: Entry, user: User) -> QuerySet[Entry]:
    """The entries that ``entry`` could be made one with: those of the same kind of nominee."""
    others = entries_seen_by(entry.cycle, user).exclude(pk=entry.pk)
    return others.filter(category__nominee=entry.category.nominee).order_by("category__position", "reference")


def moves_of(cycle: Cycle) -> QuerySet[EntryMove]:
    """What was merged and split, the newest first, with each nomination that moved."""
    moves = cycle.entry_moves.select_related("by", "undone_by")
    return moves.prefetch_related("lines__nomination")


def became_of(cycle: Cycle, reference: str) -> str | None:
    """The reference of the entry that took in the one that had this reference; None where nothing did."""
    line = (
        MovedNomination.objects.filter(move__cycle=cycle, move__undone_at=None, from_reference=reference)
        .order_by("-pk")
        .first()
    )
    return line.to_reference if line else None
