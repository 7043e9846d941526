"""The page of a ranking round: put the shortlist in order, by number fields, by buttons or with a pointer."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import person_of
from judging.models import RankPlace, Round, Seat
from judging.queries.rounds.entries import own_entries, shuffled
from judging.queries.stories import Story, stories_of
from judging.services.rounds.voting import put_in_order
from judging.views.round_told import tell_replaced
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Category


@dataclass(frozen=True)
class Row:
    """One entry of the order."""

    entry: Entry
    story: Story


@dataclass(frozen=True)
class Order:
    """One category as it stands for this judge; ``saved`` where they have put it in order, for the ``version``-th time."""

    category: Category
    rows: list[Row]
    saved: bool
    version: int


def orders(request: HttpRequest, one: Round, seat: Seat) -> HttpResponse:
    """Each category in its order; POST saves one of them."""
    by_category = _by_category(one, seat)
    if request.method == "POST":
        category = next((found for found in by_category if found.code == request.POST.get("category")), None)
        if category is None:
            raise Http404
        order = _given(request, [entry.reference for entry in by_category[category]])
        seen = _number(request.POST.get("seen", ""), 0) if "seen" in request.POST else None
        voted = put_in_order(one=one, seat=seat, category=category, order=order, actor=person_of(request), seen=seen)
        messages.success(request, _("Your order of %(category)s is saved.") % {"category": category.title})
        tell_replaced(request, voted)
        return redirect("judging:round_votes", pk=one.pk)
    blind = one.cycle.rulebook is None or one.cycle.rulebook.blind
    stories = stories_of([entry for entries in by_category.values() for entry in entries], blind=blind)
    places = RankPlace.objects.filter(ballot__round=one, ballot__seat=seat)
    placed = dict(places.order_by().values_list("entry_id", "ballot__version"))
    context = {
        "one": one,
        "cycle": one.cycle,
        "orders": [
            Order(
                category,
                [Row(entry, stories[entry.pk]) for entry in entries],
                all(entry.pk in placed for entry in entries),
                max((placed[entry.pk] for entry in entries if entry.pk in placed), default=0),
            )
            for category, entries in by_category.items()
        ],
        "blind": blind,
        "open": one.is_open and one.cycle.stage == Stage.JUDGING,
        "here": "judge",
    }
    return render(request, "judging/round_orders.html", context)


def _by_category(one: Round, seat: Seat) -> dict[Category, list[Entry]]:
    """What is this judge's to order: as saved, what is new at the end, in an order of their own where nothing is saved."""
    places = dict(RankPlace.objects.filter(ballot__round=one, ballot__seat=seat).values_list("entry_id", "place"))
    found: dict[Category, list[Entry]] = {}
    for entry in shuffled(list(own_entries(one, seat)), one, seat):
        found.setdefault(entry.category, []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: places.get(entry.pk, len(places) + 1))
    return found


def _given(request: HttpRequest, order: list[str]) -> list[str]:
    """The order that was sent: by the number of each; whose number was changed goes before or after who has it already.

    ``move`` is a button that moves one entry by one place.
    """
    was = {name: place for place, name in enumerate(order, start=1)}
    now = {name: _number(request.POST.get(f"{name}-ORDER", ""), was[name]) for name in order}
    new = sorted(order, key=lambda name: (now[name], (now[name] > was[name]) - (now[name] < was[name]), was[name]))
    direction, _colon, name = request.POST.get("move", "").partition(":")
    if name in was:
        at = new.index(name)
        to = max(0, min(len(new) - 1, at - 1 if direction == "up" else at + 1))
        new.insert(to, new.pop(at))
    return new


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
