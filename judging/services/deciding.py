import re

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed, NotReady, Refused, StaleState
from judging.enums import DecisionState
from judging.models import Decision, Result
from judging.queries.chairs import chairs
from judging.queries.conflicts import standing_pairs
from judging.queries.decisions import decisions_of, has_minutes, judged_categories
from judging.queries.entries import judged_entries, standing_entries
from judging.queries.rounds.plan import ruling_round
from judging.queries.rounds.ruling import comparable_by_ruling, follows, ruling_standings
from judging.queries.standings import Standing
from judging.refusals import ReasonTooShort, TieLeftOpen
from judging.rules import stands_aside
from judging.services.computing import compute_results
from judging.services.deliberating import check_not_nominated, write_minutes
from judging.services.ranking_of_today import check_still_holds, result_of_today
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Category, Cycle, Rulebook

# The end of a sentence: full stop, question or exclamation mark, and what closes a quotation. Found in one pass, whatever
# the length of a reason that has none.
END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s|$)")
WORD = re.compile(r"\w")


def sentences_in(text: str) -> int:
    """How many sentences of at least two words a reason has."""
    *ended, _unended = END.split(text)
    return sum(sum(bool(WORD.search(word)) for word in one.split()) >= 2 for one in ended)


@transaction.atomic
def propose_decision(*, entry: Entry, place: int, justification: str, actor: User) -> Decision:
    """Propose that an entry gets a place; it counts once another person confirms it.

    A place beyond the category's winners is a high commendation. Departing from the ranking takes a reason of two
    sentences; between entries that the rulebook's tie-breaks leave level the chair decides, in writing. Raises
    NotAllowed, NotReady before there is a result of the sheets as they stand, ReasonTooShort, TieLeftOpen, and Refused for a
    place that is taken.
    """
    cycle, category = entry.cycle, entry.category
    _check_proposing(entry, place, actor)
    result = result_of_today(cycle, category)
    departs = _departs(result, entry, place, justification, actor)
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                cycle=cycle,
                category=category,
                entry=entry,
                place=place,
                commended=place > category.places,
                justification=justification.strip(),
                departs_from_ranking=departs,
                result=result,
                proposed_by=actor,
            )
    except IntegrityError as error:
        raise Refused(_("This place, or this entry, is decided already; withdraw that decision first.")) from error
    audit.record(verb="decision.proposed", target=decision, actor=actor, data=_facts(decision))
    return decision


@transaction.atomic
def confirm_decision(*, decision: Decision, actor: User) -> Decision:
    """A second person confirms. Raises NotAllowed for the proposer and for who stands aside, NotReady without minutes and
    where the ranking that it was proposed by is no longer that of the sheets as they stand.
    """
    if not actor.has_perm("judging.confirm", decision):
        raise NotAllowed(
            _("A decision is confirmed by a second person of the panel or the programme, without a conflict.")
        )
    _check_deliberating(decision.cycle)
    if not has_minutes(decision.cycle, decision.category):
        raise NotReady(_("Write the minutes of %(category)s first.") % {"category": decision.category.title})
    check_still_holds(decision)
    waiting = Decision.objects.filter(pk=decision.pk, state=DecisionState.PROPOSED)
    if waiting.update(state=DecisionState.CONFIRMED, confirmed_by=actor, confirmed_at=timezone.now()) != 1:
        raise StaleState(_("This decision no longer waits to be confirmed."))
    decision.refresh_from_db()
    audit.record(verb="decision.confirmed", target=decision, actor=actor, data=_facts(decision))
    return decision


@transaction.atomic
def withdraw_decision(*, decision: Decision, reason: str, actor: User) -> Decision:
    """Take a decision back before the cycle is decided, with a reason; it stays on record as withdrawn."""
    if not actor.has_perm("judging.propose", decision):
        raise NotAllowed(_("The chair and the managers withdraw a decision."))
    check_not_nominated(cycle=decision.cycle, category=decision.category, actor=actor)
    if stands_aside(actor, decision):
        raise NotAllowed(_("You stand aside from %(entry)s.") % {"entry": decision.entry.reference})
    _check_deliberating(decision.cycle)
    if not reason.strip():
        raise ReasonTooShort(_("Say why the decision is withdrawn."))
    before = decision.state
    standing = Decision.objects.filter(pk=decision.pk, state=before).exclude(state=DecisionState.WITHDRAWN)
    if standing.update(state=DecisionState.WITHDRAWN) != 1:
        raise StaleState(_("This decision has already been withdrawn."))
    decision.refresh_from_db()
    audit.record(
        verb="decision.withdrawn",
        target=decision,
        actor=actor,
        before={"state": before},
        data={**_facts(decision), "reason_sha256": text_digest(reason.strip())},
    )
    return decision


@transaction.atomic
def decide(*, cycle: Cycle, by: User, confirmed_by: User) -> list[Decision]:
    """The ranking's first places become decisions of two people, in every category: winners, then high commendations.

    Where no minutes are written it is minuted that the ranking was followed without a meeting. What is decided so already
    stays. Raises TieLeftOpen naming the entries, and NotReady where entries cannot be compared.
    """
    if by == confirmed_by:
        raise NotAllowed(_("A decision is confirmed by another person than the one who proposes it."))
    rulebook = cycle.rulebook
    results = compute_results(cycle=cycle, actor=by)
    if rulebook is None or not results:
        raise NotReady(_("%(cycle)s has no entries to decide between.") % {"cycle": cycle.label})
    decided = {
        (decision.entry_id, decision.place) for decision in decisions_of(cycle).filter(state=DecisionState.CONFIRMED)
    }
    made = []
    for result in results:
        entries = {entry.reference: entry for entry in judged_entries(cycle).filter(category=result.category)}
        for place, standing in _first_places(result):
            entry = entries[standing.entry]
            if (entry.pk, place) not in decided:
                made.append(_decide_one(entry, place, standing, rulebook, by, confirmed_by))
    return made


def _decide_one(
    entry: Entry, place: int, standing: Standing, rulebook: Rulebook, by: User, confirmed_by: User
) -> Decision:
    method = rulebook.get_method_display()
    last = ruling_round(entry.cycle)
    words = _("Place %(place)d by the ranking: %(score).1f of 100 (%(method)s).") % {
        "place": place,
        "score": standing.score,
        "method": method,
    }
    if last is not None:
        words = _("Place %(place)d by the panel’s last round (%(what)s).") % {
            "place": place,
            "what": last.get_mode_display(),
        }
    if not has_minutes(entry.cycle, entry.category):
        text = _("The ranking was followed as computed (%(method)s), without a meeting.") % {"method": method}
        write_minutes(cycle=entry.cycle, category=entry.category, text=text, actor=by)
    decision = propose_decision(entry=entry, place=place, justification=words, actor=by)
    return confirm_decision(decision=decision, actor=confirmed_by)


def _first_places(result: Result) -> list[tuple[int, Standing]]:
    """Who gets the winners' and the commended places by the ranking alone."""
    category = result.category
    standings = ruling_standings(result)
    if not comparable_by_ruling(result):
        raise NotReady(
            _("%(category)s: entries fall into groups that share no judge, so no ranking holds for all of them.")
            % {"category": category.title}
        )
    wanted = category.places + category.commended
    level = [standing.entry for standing in standings if standing.tied and standing.rank <= wanted]
    if level:
        raise TieLeftOpen(
            _("%(category)s: %(entries)s are level after every tie-break of the rules; the chair decides, in writing.")
            % {"category": category.title, "entries": ", ".join(level)}
        )
    if not standings:
        raise NotReady(_("%(category)s: no entry has a score sheet that counts.") % {"category": category.title})
    return [(standing.rank, standing) for standing in standings if standing.rank <= wanted]


def _check_proposing(entry: Entry, place: int, actor: User) -> None:
    cycle: Cycle = entry.cycle
    category: Category = entry.category
    if not actor.has_perm("judging.propose", cycle):
        raise NotAllowed(_("The chair and the managers propose decisions."))
    check_not_nominated(cycle=cycle, category=category, actor=actor)
    _check_deliberating(cycle)
    barred = {entry_id for seat_id, entry_id in standing_pairs(cycle) if seat_id in _seat_ids(cycle, actor)}
    if entry.pk in barred:
        raise NotAllowed(_("You stand aside from %(entry)s.") % {"entry": entry.reference})
    if category not in judged_categories(cycle):
        raise Refused(_("This entry is not judged in %(cycle)s.") % {"cycle": cycle.label})
    if not standing_entries(cycle).filter(pk=entry.pk).exists():
        raise Refused(_("%(entry)s did not go through every round.") % {"entry": entry.reference})
    if not 1 <= place <= category.places + category.commended:
        raise Refused(
            _("%(category)s has %(places)d places.")
            % {"category": category.title, "places": category.places + category.commended}
        )


def _seat_ids(cycle: Cycle, person: User) -> set[int]:
    return set(person.seats.filter(panel__cycle=cycle).values_list("pk", flat=True))


def _check_deliberating(cycle: Cycle) -> None:
    if cycle.stage != Stage.DELIBERATING:
        raise NotReady(
            _("%(cycle)s is in “%(stage)s”: decisions are taken while the panel deliberates.")
            % {"cycle": cycle.label, "stage": cycle.get_stage_display()}
        )


def _departs(result: Result, entry: Entry, place: int, justification: str, actor: User) -> bool:
    """Whether the place differs from the ranking, after checking that the reason is long enough for what it is."""
    if not justification.strip():
        raise ReasonTooShort(_("Say why: the reason is published with the decision."))
    standing = next((one for one in ruling_standings(result) if one.entry == entry.reference), None)
    departs = not follows(result, entry.reference, place)
    if departs and sentences_in(justification) < 2:
        raise ReasonTooShort(_("A decision that departs from the ranking needs a reason of at least two sentences."))
    if standing is not None and standing.tied and not departs and not _breaks_ties(actor, entry):
        raise TieLeftOpen(
            _(
                "%(entry)s is level with another entry after every tie-break of the rules: the chair proposes who is first."
            )
            % {"entry": entry.reference}
        )
    return departs


def _breaks_ties(actor: User, entry: Entry) -> bool:
    return actor.has_perm("judging.break_tie", entry.cycle) and chairs(actor, entry.cycle, entry.category_id)


def _facts(decision: Decision) -> dict[str, object]:
    return {
        "entry": decision.entry.reference,
        "category": decision.category.code,
        "place": decision.place,
        "departs_from_ranking": decision.departs_from_ranking,
        "result": decision.result_id,
        "justification_sha256": text_digest(decision.justification),
    }
