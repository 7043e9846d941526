"""Make two entries one, or take nominations out of an entry; each with a reason, and undone as a whole until judging."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team, User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotAllowed, NotReady, StaleState
from audit.services.recording import Act, record_all
from nominations.enums import EntryMoveKind, NominationState
from nominations.models import Entry, EntryMove, MovedNomination, Nomination, Nominee, Redaction
from nominations.services.entries import join_entries, leave_entry
from nominations.services.redacting import propose_redactions
from nominations.services.rights import require_before_judging, require_manages, require_may_screen
from programmes.enums import NomineeKind
from programmes.models import Category, Cycle

RELATED = ("cycle__programme", "nominee__person", "nominee__team", "category", "entry")


@dataclass(frozen=True)
class Target:
    """Whose entry nominations go to: a person or a team, in a category."""

    category: Category
    person: User | None = None
    team: Team | None = None


@transaction.atomic
def merge_entries(*, entry: Entry, into: Entry, actor: User, reason: str) -> EntryMove:
    """Give every nomination of ``entry`` to ``into``: its nominee and its category; ``entry`` goes, its reference is kept.

    Raises NotAllowed, NotReady without a reason or once judging has begun, IllegalMove where they can't be one.
    """
    if entry.pk == into.pk or entry.cycle_id != into.cycle_id:
        raise IllegalMove(_("Choose another entry of the same cycle."))
    nominations = list(entry.nominations.select_related(*RELATED).order_by("pk"))
    target = Target(into.category, into.person, into.team)
    return _move(EntryMoveKind.MERGE, entry, nominations, target, actor, reason)


@transaction.atomic
def split_entry(
    *, entry: Entry, nominations: Sequence[Nomination], target: Target, actor: User, reason: str
) -> EntryMove:
    """Take some nominations out of an entry, into the entry of another nominee or category, made where there is none.

    Raises as ``merge_entries`` does.
    """
    if not nominations:
        raise NotReady(_("Tick the nominations that belong to somebody else."))
    ids = [nomination.pk for nomination in nominations]
    chosen = list(entry.nominations.filter(pk__in=ids).select_related(*RELATED).order_by("pk"))
    if len(chosen) != len(ids):
        raise StaleState(_("Some of these nominations have left the entry meanwhile; nothing was done."))
    _require_supporters_with_theirs(entry, ids)
    return _move(EntryMoveKind.SPLIT, entry, chosen, target, actor, reason)


def _require_supporters_with_theirs(entry: Entry, chosen: Sequence[int]) -> None:
    """What supports a nomination of the entry stays with it or goes with it: or it would speak for one nominee and, where the
    other is declined, be declined with somebody else.
    """
    pairs = entry.nominations.filter(supports__entry=entry).select_related("supports").order_by("pk")
    apart = [one for one in pairs if (one.pk in chosen) != (one.supports_id in chosen)]
    if apart:
        words = _("Some support others and go where these go. Tick both, or neither:")
        raise NotReady(words, [f"{one.reference} – {one.supports}" for one in apart])


def _move(
    kind: str, entry: Entry, nominations: Sequence[Nomination], target: Target, actor: User, reason: str
) -> EntryMove:
    cycle = entry.cycle
    _require(cycle, actor, nominations, reason)
    _require_fits(entry, target)
    _require_not_about(actor, person=target.person, team=target.team)
    move = EntryMove.objects.create(cycle=cycle, kind=kind, reason=reason.strip(), by=actor)
    before = [
        MovedNomination(
            move=move,
            nomination=nomination,
            from_reference=entry.reference,
            category_id=nomination.category_id,
            person_id=nomination.nominee.person_id,
            team_id=nomination.nominee.team_id,
        )
        for nomination in nominations
    ]
    for nomination in nominations:
        _name(nomination, target.category.pk, _pk(target.person), _pk(target.team))
    [joined] = join_entries(cycle=cycle, nominations=nominations, actor=actor).values()
    for line in before:
        line.to_reference = joined.reference
    MovedNomination.objects.bulk_create(before)
    verb = "entry.merged" if kind == EntryMoveKind.MERGE else "entry.split"
    data = {"from": entry.reference, "to": joined.reference, "move": move.pk, "reason": text_digest(reason.strip())}
    audit.record(verb=verb, target=move, actor=actor, data=data)
    _record(before, actor, move)
    _hide_anew(cycle, nominations, actor)
    leave_entry(entry=entry, actor=actor)
    return move


@transaction.atomic
def undo_move(*, move: EntryMove, actor: User) -> EntryMove:
    """Put every nomination of a change back where it was; an entry that went comes back with its reference.

    Raises NotAllowed, NotReady once judging has begun, StaleState where one of them has changed since or it was undone.
    """
    related = ("person", "team", "nomination__cycle__programme", *(f"nomination__{path}" for path in RELATED))
    # What its nominator has withdrawn since is out for good, and no reason to leave the others where they are.
    lines = list(move.lines.exclude(nomination__state=NominationState.WITHDRAWN).select_related(*related))
    for line in lines:
        _require_not_about(actor, person=line.person, team=line.team)
    _require(move.cycle, actor, [line.nomination for line in lines], move.reason)
    undone = EntryMove.objects.filter(pk=move.pk, undone_at=None)
    if undone.update(undone_at=timezone.now(), undone_by=actor) != 1:
        raise StaleState(_("This has been undone already."))
    changed = [
        line for line in lines if line.nomination.entry is None or line.nomination.entry.reference != line.to_reference
    ]
    if not lines:
        raise StaleState(_("Its nominators have withdrawn all of these nominations since."))
    if changed:
        raise StaleState(_("Some of these nominations have changed since. Undo the later change first."))
    left = {line.nomination.entry for line in lines}
    _bring_back(move.cycle, lines, actor)
    for line in lines:
        _name(line.nomination, line.category_id, line.person_id, line.team_id)
    join_entries(cycle=move.cycle, nominations=[line.nomination for line in lines], actor=actor)
    _hide_anew(move.cycle, [line.nomination for line in lines], actor)
    audit.record(verb="entry.move_undone", target=move, actor=actor, data={"move": move.pk})
    for entry in left:
        leave_entry(entry=entry, actor=actor)
    move.refresh_from_db()
    return move


def _hide_anew(cycle: Cycle, nominations: Sequence[Nomination], actor: User) -> None:
    """Look again for what gives the nominee away: it is somebody else, so what was hidden for the first one is not enough."""
    Redaction.objects.filter(nomination__in=[nomination.pk for nomination in nominations]).delete()
    propose_redactions(cycle=cycle, nominations=nominations, actor=actor)


def _bring_back(cycle: Cycle, lines: Sequence[MovedNomination], actor: User) -> None:
    """Make an entry that the change removed again, under its old reference, unless its nominee has another by now."""
    line = lines[0]
    whose = {"category_id": line.category_id, "person_id": line.person_id, "team_id": line.team_id}
    if cycle.entries.filter(**whose).exists():
        return
    entry = Entry.objects.create(reference=line.from_reference, cycle=cycle, **whose)
    audit.record(verb="entry.made", target=entry, actor=actor, data={"category": line.category_id, "again": True})


def _require(cycle: Cycle, actor: User, nominations: Sequence[Nomination], reason: str) -> None:
    require_manages(actor, cycle)
    require_before_judging(cycle)
    if not reason.strip():
        raise NotReady(_("Say why: whoever asks later reads these words."))
    for nomination in nominations:
        require_may_screen(actor, nomination)


def _require_not_about(actor: User, *, person: User | None, team: Team | None) -> None:
    """Nobody decides that a nomination is about themselves, or about a team that is theirs."""
    own_team = team is not None and (team.pk == actor.team_id or team.leader_id == actor.pk)
    if own_team or (person is not None and person.pk == actor.pk):
        raise NotAllowed(_("That would be about you or your team, so somebody else must do it."))


def _require_fits(entry: Entry, target: Target) -> None:
    if (target.person is None) == (target.team is None):
        raise NotAllowed(_("Choose one person or one team."))
    wanted = NomineeKind.TEAM if target.team is not None else NomineeKind.PERSON
    if target.category.nominee != wanted or target.category.rulebook_id != entry.category.rulebook_id:
        raise NotAllowed(
            _("“%(category)s” is for: %(kind)s.")
            % {"category": target.category.title, "kind": NomineeKind(target.category.nominee).label}
        )
    if (target.category.pk, _pk(target.person), _pk(target.team)) == (
        entry.category_id,
        entry.person_id,
        entry.team_id,
    ):
        raise IllegalMove(_("That is this entry: choose another nominee or another category."))


def _name(nomination: Nomination, category: int, person: int | None, team: int | None) -> None:
    """Write whom a nomination names and in which category, while it still is accepted."""
    moved = Nomination.objects.filter(pk=nomination.pk, state=NominationState.ACCEPTED).update(category_id=category)
    if moved != 1:
        raise StaleState(_("Somebody has changed some of these nominations meanwhile; nothing was done."))
    Nominee.objects.filter(pk=nomination.nominee_id).update(person_id=person, team_id=team)
    nomination.category_id = category
    nomination.nominee.person_id, nomination.nominee.team_id = person, team


def _record(lines: Sequence[MovedNomination], actor: User, move: EntryMove) -> None:
    record_all(
        Act(
            verb="nomination.regrouped",
            target=line.nomination,
            actor=actor,
            before={"category": line.category_id, "person": line.person_id, "team": line.team_id},
            data={"move": move.pk, "from": line.from_reference, "to": line.to_reference},
        )
        for line in lines
    )


def _pk(thing: User | Team | None) -> int | None:
    return thing.pk if thing is not None else None
