"""Who hears of a result, and which letter each of them gets: one letter for an entry and a person, whatever their parts in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from judging.enums import DecisionState
from judging.models import Decision
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from programmes.models import Cycle
from recognition.enums import Audience


@dataclass(frozen=True)
class Hearer:
    """One person who hears of one entry. ``person`` is None for a customer, who has only an address."""

    entry: Entry
    decision: Decision | None
    template: str
    email: str
    name: str
    person: User | None = None
    reference: str = ""
    nominee: str = ""  # as a customer named them


def confirmed_decisions(cycle: Cycle) -> QuerySet[Decision]:
    """The decisions of a cycle that a second person has confirmed, by category and place."""
    decisions = Decision.objects.filter(cycle=cycle, state=DecisionState.CONFIRMED)
    return decisions.select_related(
        "category", "cycle__programme", "entry__person__line_manager", "entry__team__leader__line_manager"
    ).order_by("category__position", "place")


def entries_to_tell(cycle: Cycle) -> QuerySet[Entry]:
    """The entries of a cycle that were judged: with an accepted nomination or a decision; with everybody concerned."""
    accepted = (
        Nomination.objects.filter(state=NominationState.ACCEPTED).select_related("nominator", "nominee").order_by("pk")
    )
    members = User.objects.filter(is_active=True).order_by("pk")
    judged = Q(nominations__state=NominationState.ACCEPTED) | Q(decisions__state=DecisionState.CONFIRMED)
    return (
        Entry.objects.filter(judged, cycle=cycle)
        .select_related("category", "person__line_manager", "team__leader__line_manager")
        .prefetch_related(
            Prefetch("nominations", accepted, to_attr="accepted_nominations"),
            Prefetch("team__members", members, to_attr="active_members"),
        )
        .distinct()
        .order_by("pk")
    )


def hearers(entry: Entry, decision: Decision | None, audiences: Iterable[str]) -> list[Hearer]:
    """Everybody who hears of this entry, each once: the honoured first, then their managers, then who nominated."""
    wanted = set(audiences)
    found = [_hearer(entry, decision, person, _nominee_letter(decision)) for person in nominees(entry)]
    if decision is None and Audience.NOT_CHOSEN not in wanted:
        # They don't hear of it, and nobody hears it in their place as a nominator of themselves.
        known = {one.email for one in found}
        found = []
    else:
        known = set()
    if decision is not None and Audience.MANAGERS in wanted:
        found += [_hearer(entry, decision, person, "result_manager") for person in _managers(entry)]
    if Audience.NOMINATORS in wanted:
        found += _nominators(entry, decision)
    once = {one.email: one for one in reversed(found) if one.email not in known}
    return list(reversed(once.values()))


def nominees(entry: Entry) -> list[User]:
    """The person who is judged, or the leader and the members of the team; only who still works here."""
    if entry.person is not None:
        return [entry.person] if entry.person.is_active else []
    team = entry.team
    leader = [team.leader] if team is not None and team.leader is not None and team.leader.is_active else []
    members: list[User] = getattr(team, "active_members", [])
    return leader + [member for member in members if member not in leader]


def _managers(entry: Entry) -> list[User]:
    whose = entry.person if entry.person is not None else (entry.team.leader if entry.team else None)
    manager = whose.line_manager if whose is not None else None
    return [manager] if manager is not None and manager.is_active else []


def _nominee_letter(decision: Decision | None) -> str:
    if decision is None:
        return "result_not_chosen"
    return "result_highly_commended" if decision.commended else "result_winner"


def _nominators(entry: Entry, decision: Decision | None) -> list[Hearer]:
    found = []
    for nomination in getattr(entry, "accepted_nominations", []):
        person = nomination.nominator
        email = person.email if person else nomination.nominator_email
        if not email or (person and not person.is_active):
            continue
        name = person.short_name if person else nomination.nominator_name
        named = "" if person else nomination.nominee.name_given
        template = _voice_letter(nomination, decision)
        found.append(
            Hearer(entry, decision, template, email.strip().lower(), name, person, nomination.reference, named)
        )
    return found


def _voice_letter(nomination: Nomination, decision: Decision | None) -> str:
    """Who told the story and who supported it hear the same in words of their own."""
    if nomination.supports_id is not None:
        return "result_supporter_other" if decision is None else "result_supporter_winner"
    return "result_nominator_other" if decision is None else "result_nominator_winner"


def _hearer(entry: Entry, decision: Decision | None, person: User, template: str) -> Hearer:
    return Hearer(entry, decision, template, person.email, person.short_name, person)
