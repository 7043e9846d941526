"""The page of a comparing round: which of two, one pair at a time."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import person_of
from judging.calculations.rounds.pairs import next_pair, wanted
from judging.models import Round, Seat
from judging.queries.rounds.entries import own_entries
from judging.queries.rounds.votes import choices_in
from judging.queries.stories import Story, stories_of
from judging.services.rounds.voting import LEVEL, choose_of_two
from judging.views.round_told import tell_replaced
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Category


@dataclass(frozen=True)
class Side:
    """One of the two."""

    entry: Entry
    story: Story


def pairs(request: HttpRequest, one: Round, seat: Seat) -> HttpResponse:
    """The next pair for this judge, or one to choose again; POST saves the choice and goes on."""
    if request.method == "POST":
        two = request.POST.get("one", ""), request.POST.get("other", "")
        said = request.POST.get("chosen", "")
        voted = choose_of_two(
            one=one,
            seat=seat,
            pair=two,
            chosen=None if said == LEVEL else said,
            actor=person_of(request),
            seen=request.POST.get("seen"),
        )
        tell_replaced(request, voted)
        return redirect("judging:round_votes", pk=one.pk)
    entries = {entry.reference: entry for entry in own_entries(one, seat)}
    choices = choices_in(one, entries)
    own = [(a, b, chosen) for voter, a, b, chosen in choices if voter == seat.pk]
    by_category: defaultdict[Category, set[str]] = defaultdict(set)
    for name, entry in entries.items():
        by_category[entry.category].add(name)
    is_open = one.is_open and one.cycle.stage == Stage.JUDGING
    pair = _asked_again(request, own) or _next(one, seat, by_category, choices) if is_open else None
    blind = one.cycle.rulebook is None or one.cycle.rulebook.blind
    stories = stories_of([entries[name] for name in pair], blind=blind) if pair else {}
    context = {
        "one": one,
        "cycle": one.cycle,
        "sides": [Side(entries[name], stories[entries[name].pk]) for name in pair or ()],
        "own": own,
        "seen": next((LEVEL if chosen is None else chosen for a, b, chosen in own if (a, b) == pair), ""),
        "done": len(own),
        "asked": max(sum(wanted(len(names)) for names in by_category.values()), len(own)),
        "blind": blind,
        "level": LEVEL,
        "open": is_open,
        "here": "judge",
    }
    return render(request, "judging/round_pairs.html", context)


def _asked_again(request: HttpRequest, own: list[tuple[str, str, str | None]]) -> tuple[str, str] | None:
    """A pair of one's own that the address names, to be chosen again."""
    given = request.GET.get("one"), request.GET.get("other")
    return next(((a, b) for a, b, _chosen in own if (a, b) == given), None)


def _next(
    one: Round,
    seat: Seat,
    by_category: dict[Category, set[str]],
    choices: list[tuple[int, str, str, str | None]],
) -> tuple[str, str] | None:
    for names in by_category.values():
        done = [(a, b) for _voter, a, b, _chosen in choices if a in names and b in names]
        own = [(a, b) for voter, a, b, _chosen in choices if voter == seat.pk and a in names and b in names]
        pair = next_pair(names, done, own, f"{one.pk}:{seat.pk}")
        if pair is not None:
            return pair
    return None
