"""What judges do in a round: answer, put in order, choose. All of it can be changed until the round closes.

Each act takes what its page had shown (``seen``): where another window has saved since, the later save counts, and what it
replaced is returned to be shown. Who passes nothing has seen what is held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused
from judging.enums import Answer, RoundMode, RoundState
from judging.models import PairChoice, QualifyVote, RankBallot, RankPlace, Round, Seat
from judging.queries.rounds.entries import own_entries
from judging.queries.rounds.votes import own_answers
from judging.refusals import NotJudging, RoundNotOpen, Unreasoned
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Category

LEVEL: Final = "level"
"""How a page says that two were called level."""


@dataclass(frozen=True)
class Said:
    """An answer with its reason, "" for a yes without one."""

    answer: str
    reason: str = ""


@dataclass(frozen=True)
class Replaced:
    """What another window had saved since the page was loaded, and this vote has replaced, in words."""

    what: str
    was: str
    now: str


@dataclass(frozen=True)
class Voted:
    """How many votes are new or changed, and what of another window they replaced."""

    changed: int
    replaced: tuple[Replaced, ...] = ()


@transaction.atomic
def answer_entries(
    *, one: Round, seat: Seat, answers: Mapping[str, Said], actor: User, seen: Mapping[str, str] | None = None
) -> Voted:
    """Write a judge's answers by the entries' references, all or none.

    ``seen`` has the ``mark`` of the vote that the page showed of each entry, "" for none. Raises NotAllowed for another's seat
    or an entry that is not theirs to judge, RoundNotOpen, Unreasoned.
    """
    _check_voting(one, seat, actor, RoundMode.QUALIFY)
    entries = {entry.reference: entry for entry in own_entries(one, seat)}
    _check_theirs(answers, entries)
    bare = [name for name, said in answers.items() if said.answer != Answer.YES and not said.reason.strip()]
    if bare:
        raise Unreasoned(_("Say why, in a few words: %(entries)s.") % {"entries": ", ".join(bare)}, bare)
    held = own_answers(one, seat)
    changed: dict[str, str] = {}
    replaced = []
    for name, said in answers.items():
        was, reason = held.get(entries[name].pk), said.reason.strip()[:400]
        if was is not None and (was.answer, was.reason) == (said.answer, reason):
            continue
        if was is not None and seen is not None and seen.get(name, "") != was.mark:
            replaced.append(Replaced(name, _in_words(was.answer, was.reason), _in_words(said.answer, reason)))
        QualifyVote.objects.update_or_create(
            round=one, seat=seat, entry=entries[name], defaults={"answer": said.answer, "reason": reason}
        )
        changed[name] = said.answer
    if changed:
        before = {entry.reference: held[entry.pk].answer for entry in entries.values() if entry.pk in held}
        audit.record(
            verb="round.voted",
            target=one,
            actor=actor,
            before={name: before[name] for name in changed if name in before},
            data=changed,
        )
    return Voted(len(changed), tuple(replaced))


@transaction.atomic
def put_in_order(
    *, one: Round, seat: Seat, category: Category, order: Sequence[str], actor: User, seen: int | None = None
) -> Voted:
    """Write a judge's order of a category, best first: every entry that is theirs to judge there, each once.

    The same order again changes nothing. ``seen`` is the version of the ballot that the page showed, 0 for none. Raises as
    ``answer_entries`` does, and Refused for an order that leaves one out.
    """
    _check_voting(one, seat, actor, RoundMode.RANK)
    entries = {entry.reference: entry for entry in own_entries(one, seat) if entry.category_id == category.pk}
    _check_theirs(order, entries)
    if len(set(order)) != len(order) or set(order) != set(entries):
        raise Refused(_("Give every entry a place of its own."))
    ballot, made = RankBallot.objects.get_or_create(round=one, seat=seat, category=category)
    was = list(ballot.places.order_by("place").values_list("entry__reference", flat=True))
    if was == list(order):
        return Voted(0)
    held = 0 if made else ballot.version
    ballot.places.all().delete()
    RankPlace.objects.bulk_create(
        RankPlace(ballot=ballot, entry=entries[name], place=place) for place, name in enumerate(order, start=1)
    )
    if not made:
        RankBallot.objects.filter(pk=ballot.pk).update(version=F("version") + 1)
    audit.record(verb="round.voted", target=ballot, actor=actor, before={"order": was}, data={"order": list(order)})
    if seen is None or held == seen:
        return Voted(1)
    return Voted(1, (Replaced(category.title, ", ".join(was), _("the order below")),))


@transaction.atomic
def choose_of_two(
    *, one: Round, seat: Seat, pair: tuple[str, str], chosen: str | None, actor: User, seen: str | None = None
) -> Voted:
    """Write which of two a judge chose; ``chosen`` None calls them level. Asked again, the later choice counts.

    ``seen`` is what the page showed as chosen: a reference, LEVEL, or "" where nothing was. Raises as ``answer_entries`` does,
    and Refused for two of different categories.
    """
    _check_voting(one, seat, actor, RoundMode.PAIR)
    entries = {entry.reference: entry for entry in own_entries(one, seat)}
    _check_theirs([*pair, *([chosen] if chosen is not None else [])], entries)
    first, second = sorted((entries[name] for name in pair), key=lambda entry: entry.pk)
    if first == second or first.category_id != second.category_id or chosen not in (*pair, None):
        raise Refused(_("These two are not compared with each other."))
    these: dict[str, Any] = {"round": one, "seat": seat, "one": first, "other": second}
    held = PairChoice.objects.filter(**these).values_list("chosen__reference", flat=True).first()
    _choice, made = PairChoice.objects.update_or_create(
        **these, defaults={"chosen": entries[chosen] if chosen is not None else None}
    )
    audit.record(
        verb="round.voted",
        target=one,
        actor=actor,
        before={} if made else {"chosen": held},
        data={"pair": sorted(pair), "chosen": chosen, "again": not made},
    )
    was, now = held or LEVEL, chosen or LEVEL
    if made or seen is None or was in (seen, now):
        return Voted(1)
    return Voted(
        1, (Replaced(_("%(one)s and %(other)s") % {"one": pair[0], "other": pair[1]}, _named(was), _named(now)),)
    )


def _check_voting(one: Round, seat: Seat, actor: User, mode: str) -> None:
    """An own seat, among the round's judges, and the round open: held open until this vote is written."""
    if seat.judge_id != actor.pk or seat.left_at is not None or not actor.has_perm("judging.vote", one):
        raise NotAllowed(_("Only the judges of this round vote, each for themselves."))
    if one.cycle.stage != Stage.JUDGING:
        raise NotJudging(_("Votes are taken while the panel judges."))
    if one.mode != mode or Round.objects.filter(pk=one.pk, state=RoundState.OPEN).update(state=RoundState.OPEN) != 1:
        raise RoundNotOpen(_("This round is not open, so nothing was saved."))


def _in_words(answer: str, reason: str) -> str:
    label = str(Answer(answer).label)
    return f"{label} ({reason})" if reason else label


def _named(chosen: str) -> str:
    return _("level") if chosen == LEVEL else chosen


def _check_theirs(names: Sequence[str] | Mapping[str, object], entries: Mapping[str, Entry]) -> None:
    for name in names:
        if name not in entries:
            raise NotAllowed(_("%(entry)s is not yours to judge in this round.") % {"entry": name})
