"""What a round lacks before it can be closed, in words."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.calculations.rounds.pairs import parts
from judging.enums import RoundMode
from judging.models import Round
from judging.queries.conflicts import standing_pairs
from judging.queries.rounds.entries import entries_in
from judging.queries.rounds.plan import judges_in
from judging.queries.rounds.votes import answers_in, choices_in, orders_in
from judging.queries.scores import entries_short_of_sheets
from judging.queries.seats import sits_for
from nominations.models import Entry

NAMED = 5


def missing_to_close(one: Round) -> list[str]:
    """Each entry with too few votes, and each category that its comparisons leave in parts; empty when all is there.

    Too few: fewer than the rules ask for at the least or, where fewer judges can say something of it, than these.
    """
    if one.is_scoring:
        return _short(
            entries_short_of_sheets(one.cycle), one.cycle.rulebook.minimum_judges if one.cycle.rulebook else 0
        )
    entries = list(entries_in(one).select_related("category").order_by("reference"))
    theirs = _theirs(one, entries)
    wanted = _wanted(one, entries, theirs)
    have = _voted(one, entries)
    short = [(entry.reference, have[entry.reference]) for entry in entries if have[entry.reference] < wanted[entry.pk]]
    words = [_vote_lack(reference, count) for reference, count in short[:NAMED]]
    if len(short) > NAMED:
        rest = len(short) - NAMED
        words.append(ngettext("So has %(rest)d other entry.", "So have %(rest)d other entries.", rest) % {"rest": rest})
    return words + (_unconnected(one, entries, theirs) if one.mode == RoundMode.PAIR else [])


def _vote_lack(reference: str, count: int) -> str:
    if not count:
        return _("No vote on %(entry)s counts yet.") % {"entry": reference}
    return ngettext(
        "%(entry)s has the vote of %(n)d judge, which is too few.",
        "%(entry)s has the votes of %(n)d judges, which is too few.",
        count,
    ) % {"entry": reference, "n": count}


def _short(short: Iterable[tuple[str, int]], least: int) -> list[str]:
    return [
        _("%(entry)s has %(have)d of %(least)d score sheets.") % {"entry": entry, "have": have, "least": least}
        for entry, have in list(short)[:NAMED]
    ]


def _wanted(one: Round, entries: list[Entry], theirs: list[list[Entry]]) -> dict[int, int]:
    least = one.cycle.rulebook.minimum_judges if one.cycle.rulebook else 1
    judges = Counter(entry.pk for own in theirs for entry in own)
    return {entry.pk: min(least, judges[entry.pk]) for entry in entries}


def _theirs(one: Round, entries: list[Entry]) -> list[list[Entry]]:
    """What each judge's vote can say something of, a list for each judge and category. Where entries are put in order or
    compared, that takes two: who is alone in a category, or left alone by a judge's conflicts, waits for nobody.
    """
    barred, fewest = standing_pairs(one.cycle), 1 if one.mode == RoundMode.QUALIFY else 2
    own: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    for seat in judges_in(one):
        for entry in entries:
            if sits_for(seat, entry.category) and (seat.pk, entry.pk) not in barred:
                own[seat.pk, entry.category_id].append(entry)
    return [found for found in own.values() if len(found) >= fewest]


def _voted(one: Round, entries: list[Entry]) -> Counter[str]:
    """How many judges' votes count for each entry."""
    names = {entry.reference for entry in entries}
    if one.mode == RoundMode.QUALIFY:
        return Counter(entry for entry, _seat, _answer in answers_in(one, names))
    if one.mode == RoundMode.RANK:
        categories = {entry.category_id for entry in entries}
        orders = [order for category in categories for order in orders_in(one, category, names).values()]
        return Counter(entry for order in orders if len(order) > 1 for entry in order)
    seen = {(seat, entry) for seat, a, b, _chosen in choices_in(one, names) for entry in (a, b)}
    return Counter(entry for _seat, entry in seen)


def _unconnected(one: Round, entries: list[Entry], theirs: list[list[Entry]]) -> list[str]:
    """Each category in more groups than conflicts alone would part it into."""
    possible = [(a.reference, b.reference) for own in theirs for a, b in pairwise(own)]
    by_category: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        by_category[entry.category.title].add(entry.reference)
    words = []
    for title, names in by_category.items():
        found = parts(names, [(a, b) for _seat, a, b, _chosen in choices_in(one, names)])
        if found > parts(names, [pair for pair in possible if names.issuperset(pair)]):
            words.append(
                _("%(category)s: the comparisons leave %(parts)d groups that were never compared with each other.")
                % {"category": title, "parts": found}
            )
    return words
