"""What judges do in a round: answer, put in order, choose. All of it can be changed until the round closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Said:
    """An answer with its reason, "" for a yes without one."""

    answer: str
    reason: str = ""


@transaction.atomic
def answer_entries(*, one: Round, seat: Seat, answers: Mapping[str, Said], actor: User) -> int:
    """Write a judge's answers by the entries' references, all or none; returns how many are new or changed.

    Raises NotAllowed for another's seat or an entry that is not theirs to judge, RoundNotOpen, Unreasoned.
    """
    _check_voting(one, seat, actor, RoundMode.QUALIFY)
    entries = {entry.reference: entry for entry in own_entries(one, seat)}
    _check_theirs(answers, entries)
    bare = [name for name, said in answers.items() if said.answer != Answer.YES and not said.reason.strip()]
    if bare:
        raise Unreasoned(_("Say why, in a few words: %(entries)s.") % {"entries": ", ".join(bare)}, bare)
    held = own_answers(one, seat)
    changed: dict[str, str] = {}
    for name, said in answers.items():
        was, reason = held.get(entries[name].pk), said.reason.strip()[:400]
        if was is not None and (was.answer, was.reason) == (said.answer, reason):
            continue
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
    return len(changed)


@transaction.atomic
def put_in_order(*, one: Round, seat: Seat, category: Category, order: Sequence[str], actor: User) -> RankBallot:
    """Write a judge's order of a category, best first: every entry that is theirs to judge there, each once.

    The same order again changes nothing. Raises as ``answer_entries`` does, and Refused for an order that leaves one out.
    """
    _check_voting(one, seat, actor, RoundMode.RANK)
    entries = {entry.reference: entry for entry in own_entries(one, seat) if entry.category_id == category.pk}
    _check_theirs(order, entries)
    if len(set(order)) != len(order) or set(order) != set(entries):
        raise Refused(_("Give every entry a place of its own."))
    ballot, made = RankBallot.objects.get_or_create(round=one, seat=seat, category=category)
    was = list(ballot.places.order_by("place").values_list("entry__reference", flat=True))
    if was == list(order):
        return ballot
    ballot.places.all().delete()
    RankPlace.objects.bulk_create(
        RankPlace(ballot=ballot, entry=entries[name], place=place) for place, name in enumerate(order, start=1)
    )
    if not made:
        RankBallot.objects.filter(pk=ballot.pk).update(version=F("version") + 1)
    audit.record(verb="round.voted", target=ballot, actor=actor, before={"order": was}, data={"order": list(order)})
    return ballot


@transaction.atomic
def choose_of_two(*, one: Round, seat: Seat, pair: tuple[str, str], chosen: str | None, actor: User) -> PairChoice:
    """Write which of two a judge chose; ``chosen`` None calls them level. Asked again, the later choice counts.

    Raises as ``answer_entries`` does, and Refused for two of different categories.
    """
    _check_voting(one, seat, actor, RoundMode.PAIR)
    entries = {entry.reference: entry for entry in own_entries(one, seat)}
    _check_theirs([*pair, *([chosen] if chosen is not None else [])], entries)
    first, second = sorted((entries[name] for name in pair), key=lambda entry: entry.pk)
    if first == second or first.category_id != second.category_id or chosen not in (*pair, None):
        raise Refused(_("These two are not compared with each other."))
    choice, made = PairChoice.objects.update_or_create(
        round=one,
        seat=seat,
        one=first,
        other=second,
        defaults={"chosen": entries[chosen] if chosen is not None else None},
    )
    audit.record(
        verb="round.voted",
        target=one,
        actor=actor,
        data={"pair": sorted(pair), "chosen": chosen, "again": not made},
    )
    return choice


def _check_voting(one: Round, seat: Seat, actor: User, mode: str) -> None:
    """An own seat, among the round's judges, and the round open: held open until this vote is written."""
    if seat.judge_id != actor.pk or seat.left_at is not None or not actor.has_perm("judging.vote", one):
        raise NotAllowed(_("Only the judges of this round vote, each for themselves."))
    if one.cycle.stage != Stage.JUDGING:
        raise NotJudging(_("Votes are taken while the panel judges."))
    if one.mode != mode or Round.objects.filter(pk=one.pk, state=RoundState.OPEN).update(state=RoundState.OPEN) != 1:
        raise RoundNotOpen(_("This round is not open, so nothing was saved."))


def _check_theirs(names: Sequence[str] | Mapping[str, object], entries: Mapping[str, Entry]) -> None:
    for name in names:
        if name not in entries:
            raise NotAllowed(_("%(entry)s is not yours to judge in this round.") % {"entry": name})
