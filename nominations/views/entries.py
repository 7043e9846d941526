"""The entries of a cycle: which nominations stand together, merge, split, undo."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Team
from accounts.queries.people import active_people
from intake.searching import words_to_find
from nominations.forms.regrouping import MergeForm, SplitForm
from nominations.models import Entry
from nominations.queries.entries import became_of, could_join, entries_seen_by, moves_of
from nominations.queries.window import BEFORE_JUDGING
from nominations.references import normalised
from nominations.requests import SignedInRequest
from nominations.services.regrouping import Target, merge_entries, split_entry, undo_move
from programmes.access import managed_cycle
from programmes.models import Cycle
from programmes.queries.rail import rail_for

ON_A_PAGE = 50


@login_required
def entries(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Every entry with how many voices support it, and what was merged and split."""
    cycle = managed_cycle(request, slug, name)
    words = request.GET.get("q", "").strip()
    found = entries_seen_by(cycle, request.user).order_by("category__position", "reference")
    for word in words_to_find(words):
        found = found.filter(reference=normalised(word)) if "-" in word else found.filter(_named(word))
    context = _context(request, cycle)
    context["page"] = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context["q"] = words
    context["moves"] = list(moves_of(cycle)[:ON_A_PAGE])
    return render(request, "nominations/entries.html", context)


@login_required
def entry(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """One entry with all its voices; a reference that was merged away leads to the entry that took it in."""
    cycle = managed_cycle(request, slug, name)
    found = entries_seen_by(cycle, request.user).filter(reference=reference).first()
    if found is None:
        became = became_of(cycle, reference)
        if became is None:
            raise Http404
        messages.info(request, _("%(old)s has become part of %(new)s.") % {"old": reference, "new": became})
        return redirect("nominations:entry", slug, name, became)
    return _page(request, cycle, found)


@login_required
@require_POST
def merge(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Make it one with another."""
    cycle = managed_cycle(request, slug, name)
    found = get_object_or_404(entries_seen_by(cycle, request.user), reference=reference)
    form = MergeForm(request.POST, others=list(could_join(found, request.user)), auto_id="merge_%s")
    if not form.is_valid():
        return _page(request, cycle, found, merge_form=form)
    into = form.chosen()
    merge_entries(entry=found, into=into, actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(old)s has become part of %(new)s.") % {"old": reference, "new": into})
    return redirect("nominations:entry", slug, name, into.reference)


@login_required
@require_POST
def split(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Take some of its nominations out."""
    cycle = managed_cycle(request, slug, name)
    found = get_object_or_404(entries_seen_by(cycle, request.user), reference=reference)
    form = SplitForm(request.POST, entry=found, auto_id="split_%s")
    target = _target(form) if form.is_valid() else None
    if target is None:
        return _page(request, cycle, found, split_form=form)
    chosen = [form.voices[pk] for pk in form.cleaned_data["nominations"]]
    move = split_entry(
        entry=found, nominations=chosen, target=target, actor=request.user, reason=form.cleaned_data["reason"]
    )
    line = move.lines.first()
    became = line.to_reference if line else reference
    messages.success(request, _("They stand in %(entry)s now.") % {"entry": became})
    return redirect("nominations:entry", slug, name, became)


@login_required
@require_POST
def undo(request: SignedInRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Put back what was merged or split."""
    cycle = managed_cycle(request, slug, name)
    undo_move(move=get_object_or_404(cycle.entry_moves, pk=pk), actor=request.user)
    messages.success(request, _("Undone: every nomination is back where it was."))
    return redirect("nominations:entries", slug, name)


def _target(form: SplitForm) -> Target | None:
    """Whose entry was typed in; None, with an error beside the field, where nobody or several are called so."""
    who, category = form.cleaned_data["who"].strip(), form.categories[form.cleaned_data["category"]]
    if not who:
        return Target(category, form.entry.person, form.entry.team)
    if form.of_teams:
        teams = list(Team.objects.filter(name__iexact=who)[:2])
        if len(teams) == 1:
            return Target(category, team=teams[0])
    else:
        named = (
            active_people().filter(email=who.lower()) if "@" in who else active_people().filter(full_name__iexact=who)
        )
        people = list(named[:2])
        if len(people) == 1:
            return Target(category, person=people[0])
        if people:
            form.add_error("who", _("Several people are called so. Give the email address."))
            return None
    form.add_error("who", _("Nobody here is called so. Write the whole name as the directory has it."))
    return None


def _named(word: str) -> Q:
    return Q(person__full_name__icontains=word) | Q(team__name__icontains=word)


def _context(request: SignedInRequest, cycle: Cycle) -> dict[str, Any]:
    return {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "can_screen": cycle.stage in BEFORE_JUDGING,
    }


def _page(request: SignedInRequest, cycle: Cycle, found: Entry, **refused: Any) -> HttpResponse:
    found.cycle = cycle
    context = _context(request, cycle)
    context["entry"] = found
    told = found.nominations.select_related("nominee", "nominator", "supports")
    told = told.prefetch_related("evidence__criterion", "evidence__member__person")
    context["voices"] = told.order_by(F("supports").asc(nulls_first=True), "pk")
    context["refused"] = next(iter(refused.values()), None)
    if context["can_screen"]:
        context["merge_form"] = MergeForm(others=list(could_join(found, request.user)), auto_id="merge_%s")
        context["split_form"] = SplitForm(entry=found, auto_id="split_%s")
    context |= refused
    return render(request, "nominations/entry.html", context, status=422 if refused else 200)
