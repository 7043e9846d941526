"""Entries come and go with the nominations that support them."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused
from audit.services.recording import Act, record_all
from nominations.models import Entry, Nomination
from nominations.services.naming import entry_references
from programmes.models import Cycle

BATCH = 500

# Whose entry: the category, the person and the team (one of both is None).
Key = tuple[int, int | None, int | None]


class AlreadyJudged(Refused):
    """Judges have been given the entry, so its last nomination can't leave it."""


def key_of(nomination: Nomination) -> Key:
    """Whose entry this nomination belongs to, by category and nominee."""
    return nomination.category_id, nomination.nominee.person_id, nomination.nominee.team_id


@transaction.atomic
def join_entries(*, cycle: Cycle, nominations: Sequence[Nomination], actor: User | None) -> dict[Key, Entry]:
    """Give each nomination the entry of its nominee in its category, made where there is none; several share one.

    Every nominee must be known. Writes the nominations' ``entry``, not their state.
    """
    groups: dict[Key, list[Nomination]] = defaultdict(list)
    for nomination in nominations:
        groups[key_of(nomination)].append(nomination)
    entries = _entries_of(cycle)
    if not groups.keys() <= entries.keys():
        # One at a time makes entries of a cycle: who comes second finds the entry that the first one has just made.
        Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
        entries = _entries_of(cycle)
        entries |= _make(cycle, [key for key in groups if key not in entries], actor)
    for key, group in groups.items():
        ids = [nomination.pk for nomination in group]
        for start in range(0, len(ids), BATCH):
            Nomination.objects.filter(pk__in=ids[start : start + BATCH]).update(entry=entries[key])
        for nomination in group:
            nomination.entry = entries[key]
    return {key: entries[key] for key in groups}


def _entries_of(cycle: Cycle) -> dict[Key, Entry]:
    return {(entry.category_id, entry.person_id, entry.team_id): entry for entry in cycle.entries.all()}


def _make(cycle: Cycle, keys: list[Key], actor: User | None) -> dict[Key, Entry]:
    references = entry_references(cycle, len(keys))
    made = Entry.objects.bulk_create(
        [
            Entry(reference=reference, cycle=cycle, category_id=category, person_id=person, team_id=team)
            for reference, (category, person, team) in zip(references, keys, strict=True)
        ],
        batch_size=BATCH,
    )
    record_all(
        Act(verb="entry.made", target=entry, actor=actor, data={"category": entry.category_id}) for entry in made
    )
    return dict(zip(keys, made, strict=True))


@transaction.atomic
def leave_entry(*, entry: Entry | None, actor: User | None) -> None:
    """Remove the entry that a nomination has left, if no other supports it. Raises AlreadyJudged."""
    if entry is None or entry.nominations.exists():
        return
    audit.record(verb="entry.removed", target=entry, actor=actor)
    try:
        entry.delete()
    except ProtectedError as error:
        raise AlreadyJudged(
            _("Entry %(entry)s has been given to judges, and this is its only nomination.") % {"entry": entry}
        ) from error
