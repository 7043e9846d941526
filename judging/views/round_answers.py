"""The page of a qualifying round: yes, no or unsure, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from accounts.access import person_of
from judging.enums import Answer
from judging.models import Round, Seat
from judging.queries.rounds.entries import own_entries, shuffled
from judging.queries.rounds.votes import own_answers
from judging.queries.stories import Story, stories_of
from judging.refusals import Unreasoned
from judging.services.rounds.voting import Said, answer_entries
from judging.views.round_told import tell_replaced
from nominations.models import Entry
from programmes.enums import Stage

A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """One entry on the page, with what is held or was typed."""

    entry: Entry
    story: Story
    answer: str
    reason: str
    bare: bool
    mark: str


def answers(request: HttpRequest, one: Round, seat: Seat) -> HttpResponse:
    """The entries that are left to answer, or all; POST saves those that have an answer."""
    typed = _typed(request)
    bare: list[str] = []
    if request.method == "POST":
        try:
            voted = answer_entries(one=one, seat=seat, answers=typed, actor=person_of(request), seen=_seen(request))
        except Unreasoned as refusal:
            bare = refusal.entries
        else:
            words = ngettext("%(n)d answer is saved.", "%(n)d answers are saved.", voted.changed) % {"n": voted.changed}
            messages.success(request, words)
            tell_replaced(request, voted)
            return redirect("judging:round_votes", pk=one.pk)
    return _page(request, one, seat, typed, bare)


def _typed(request: HttpRequest) -> dict[str, Said]:
    chosen = {name.removeprefix("answer-"): value for name, value in request.POST.items() if name.startswith("answer-")}
    return {
        entry: Said(str(answer), str(request.POST.get(f"reason-{entry}", "")))
        for entry, answer in chosen.items()
        if answer in Answer.values
    }


def _seen(request: HttpRequest) -> dict[str, str]:
    return {name.removeprefix("seen-"): str(value) for name, value in request.POST.items() if name.startswith("seen-")}


def _page(request: HttpRequest, one: Round, seat: Seat, typed: Mapping[str, Said], bare: list[str]) -> HttpResponse:
    entries = shuffled(list(own_entries(one, seat)), one, seat)
    held = own_answers(one, seat)
    left = [entry for entry in entries if entry.pk not in held]
    shown = request.GET.get("show", "left" if left else "all")
    if typed:
        listed = [entry for entry in entries if entry.reference in typed]
    else:
        listed = left if shown == "left" else entries
    page = Paginator(listed, max(A_PAGE, len(typed))).get_page(request.GET.get("page"))
    blind = one.cycle.rulebook is None or one.cycle.rulebook.blind
    stories = stories_of(page.object_list, blind=blind)
    lines = []
    for entry in page.object_list:
        vote = held.get(entry.pk)
        said = typed.get(entry.reference) or (Said(vote.answer, vote.reason) if vote else Said(""))
        lines.append(
            Line(entry, stories[entry.pk], said.answer, said.reason, entry.reference in bare, vote.mark if vote else "")
        )
    context = {
        "one": one,
        "cycle": one.cycle,
        "page": page,
        "lines": lines,
        "answers": Answer.choices,
        "blind": blind,
        "shown": shown,
        "categories": len({entry.category_id for entry in entries}),
        "left": len(left),
        "all": len(entries),
        "bare": bare,
        "open": one.is_open and one.cycle.stage == Stage.JUDGING,
        "here": "judge",
    }
    return render(request, "judging/round_answers.html", context, status=422 if bare else 200)
