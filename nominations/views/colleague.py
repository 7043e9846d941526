"""The team member's form: find somebody by typing, then write; drafts are kept on the server."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import load
from accounts.models import Team, User
from accounts.queries.people import active_people
from audit.refusals import StaleState
from intake.numbers import whole_number
from nominations.channels import PARAMETER, channel_of
from nominations.enums import NominationState
from nominations.forms.colleague import ColleagueNominationForm, typed_in
from nominations.models import Nomination
from nominations.queries.members import names_in_team
from nominations.queries.nominations import RELATED, made_by
from nominations.queries.nominees import Found, find_nominees
from nominations.queries.questions import questions_of
from nominations.queries.supporting import Shown, nominated_among, sees_nominees
from nominations.queries.what_counts import what_counts
from nominations.queries.window import is_open, takes
from nominations.requests import SignedInRequest
from nominations.services.drafting import begin_draft, discard_draft, save_draft
from nominations.services.submitting import submit_by_colleague
from nominations.views.draft_windows import carried_by, note_window, saved_elsewhere, says_when_signed_out, warn
from nominations.views.story_help import help_with
from nominations.views.uploads import add_to_draft
from programmes.models import Cycle


def choose(request: HttpRequest, *, user: User, cycle: Cycle) -> HttpResponse:
    """First step: whom? Search by typing (htmx) or by a search step; choosing begins a draft, or takes it up again."""
    if request.method == "POST":
        return _begin(request, user, cycle)
    words = request.GET.get("q", "").strip()
    found = find_nominees(cycle, words, user)
    sees = sees_nominees(cycle, user)
    if sees and found:
        _say_who_is_nominated(cycle, user, found)
    channel = channel_of(request.GET.get(PARAMETER, ""))
    context = {"programme": cycle.programme, "cycle": cycle, "q": words, "found": found, "channel": channel}
    if request.headers.get("HX-Request"):
        return render(request, "nominations/partials/found.html", context)
    context["drafts"] = made_by(user).filter(cycle=cycle, state=NominationState.DRAFT)
    context["counts"] = what_counts(cycle)
    context["rulebook"] = cycle.rulebook
    context["sees"] = sees
    return render(request, "nominations/choose.html", context)


def _say_who_is_nominated(cycle: Cycle, user: User, found: Found) -> None:
    """Give each person and team that was found ``nominated``, the categories in which they are nominated already."""
    ids = {"people": [person.pk for person in found.people], "teams": [team.pk for team in found.teams]}
    shown = nominated_among(cycle, user, **ids)
    things: list[Any] = [*found.people, *found.teams]  # given an attribute for the template
    for thing in things:
        thing.nominated = [one for one in shown if thing in (one.lead.nominee.person, one.lead.nominee.team)]


def _begin(request: HttpRequest, user: User, cycle: Cycle) -> HttpResponse:
    person = team = None
    name_given = request.POST.get("name_given", "").replace("\x00", "").strip()[:150]
    person_id, team_id = (whole_number(request.POST.get(field, "")) for field in ("person", "team"))
    if person_id is not None:
        person = get_object_or_404(active_people(), pk=person_id)
    elif team_id is not None:
        team = get_object_or_404(Team, pk=team_id)
    elif not name_given:
        messages.error(request, _("Say whom you mean, as well as you can."))
        return redirect("nominations:nominate", cycle.programme.slug)
    begun = begin_draft(
        cycle=cycle,
        actor=user,
        person=person,
        team=team,
        name_given="" if person or team else name_given,
        channel=request.POST.get(PARAMETER, ""),
    )
    return redirect("nominations:draft", cycle.programme.slug, begun.reference)


@says_when_signed_out
@login_required
def draft(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """Second step: the story. Saved while typing (htmx), by a button, and when it is sent."""
    nomination = _own(request, slug, reference)
    if nomination.state != NominationState.DRAFT:
        return redirect("nominations:status", reference)
    cycle = nomination.cycle
    counts, questions = what_counts(cycle), questions_of(cycle)
    act = request.POST.get("act", "")
    form = ColleagueNominationForm(
        request.POST or None,
        request.FILES or None,
        initial=typed_in(nomination, asks=bool(questions)),
        counts=counts,
        questions=questions,
        kept=[] if act == "autosave" else list(nomination.attachments.all()),
        draft=nomination,
        complete=act in {"", "send"},
    )
    if act == "autosave":
        return _touched(request, nomination, form)
    if request.method == "POST":
        add_to_draft(form, nomination, request.user)
        if saved_elsewhere(request, nomination):
            warn(form, nomination)
    if request.method == "POST" and form.is_valid():
        _save(nomination, form, request)
        if act == "send" and takes(cycle, timezone.now(), nomination.created_at):
            submit_by_colleague(nomination=nomination, actor=request.user)
            return redirect("nominations:thanks", slug, reference)
        if act != "read":
            messages.success(request, _("The draft is saved."))
        return redirect(reverse("nominations:draft", args=[slug, reference]) + ("#story-help" if act == "read" else ""))
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "nomination": nomination,
        "form": form,
        "counts": [one for one in counts if one.category.nominee == nomination.category.nominee],
        "rulebook": cycle.rulebook,
        "open": takes(cycle, timezone.now(), nomination.created_at),
        "help": help_with(request.POST or form.initial),
        "nominated": _nominated_already(nomination, request.user),
        "team_names": names_in_team(nomination.nominee.team),
        "carried": carried_by(request, nomination),
    }
    return render(request, "nominations/draft.html", context, status=422 if form.errors else 200)


def _nominated_already(nomination: Nomination, user: User) -> list[Shown]:
    """The categories in which the draft's nominee is nominated already, where the rules let that be seen."""
    cycle, nominee = nomination.cycle, nomination.nominee
    if not nominee.matched or not is_open(cycle, timezone.now()) or not sees_nominees(cycle, user):
        return []
    people, teams = ([one] if one else [] for one in (nominee.person_id, nominee.team_id))
    return nominated_among(cycle, user, people=people, teams=teams)


def _touched(request: SignedInRequest, nomination: Nomination, form: ColleagueNominationForm) -> HttpResponse:
    """Keep what is typed so far and say when; nothing is said of a draft that was sent while the touch was on its way."""
    if saved_elsewhere(request, nomination):
        return render(request, "nominations/partials/not_saved.html")
    if form.is_valid():
        try:
            _save(nomination, form, request)
        except StaleState:
            return HttpResponse(status=204)
    return render(request, "nominations/partials/saved.html", {"nomination": nomination, "errors": form.errors})


def _save(nomination: Nomination, form: ColleagueNominationForm, request: SignedInRequest) -> None:
    typed = form.cleaned_data
    save_draft(
        nomination=nomination,
        actor=request.user,
        story=form.story(),
        category=typed["category"],
        hint=typed.get("hint", nomination.nominee.hint),
        answers=form.answers() if form.questions else None,
        members=form.named_members(),
        **form.consents_given(),
    )
    note_window(request, nomination)


@login_required
def discard(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """Ask once, then throw the draft away."""
    nomination = _own(request, slug, reference)
    if nomination.state != NominationState.DRAFT:
        raise Http404
    if request.method == "POST":
        discard_draft(nomination=nomination, actor=request.user)
        messages.success(request, _("The draft is gone."))
        return redirect("nominations:mine")
    context = {"nomination": nomination, "programme": nomination.cycle.programme}
    return render(request, "nominations/discard.html", context)


def _own(request: SignedInRequest, slug: str, reference: str) -> Nomination:
    visible = made_by(request.user).select_related(*RELATED, "nominee__person__line_manager")
    return load(request, visible, "nominations.withdraw", cycle__programme__slug=slug, reference=reference)
