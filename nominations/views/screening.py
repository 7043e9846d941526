"""One nomination as its manager sees it: the story, what speaks against it, who is meant; accept, decline, undo."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import load
from accounts.models import Team
from accounts.queries.people import active_people, search_people
from intake.numbers import whole_number
from nominations.enums import NominationState
from nominations.forms.screening import AcceptForm, AskForm, DeclineForm
from nominations.models import Nomination
from nominations.queries.eligibility import reasons_against, speaks_against
from nominations.queries.how_it_came import how_it_came
from nominations.queries.nominations import RELATED, queue_of, readable_by, to_screen
from nominations.queries.nominees import MOST_PEOPLE, Found, teams_like
from nominations.queries.questions import in_words
from nominations.queries.suggestions import suggestions_for
from nominations.queries.window import BEFORE_JUDGING
from nominations.requests import SignedInRequest
from nominations.services.enquiring import ask_for_more
from nominations.services.letters import can_be_written_to
from nominations.services.matching import match_nominee
from nominations.services.screening import accept, decline, undo
from programmes.enums import NomineeKind
from programmes.models import Cycle
from programmes.queries.programmes import cycles_managed_by
from programmes.queries.rail import rail_for


@login_required
def nomination(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Everything that somebody needs to decide, on one page."""
    found = load_nomination(request, slug, name, reference, "nominations.read")
    return _page(request, found)


@login_required
@require_POST
def match(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Say who is meant."""
    found = load_nomination(request, slug, name, reference, "nominations.screen")
    person = team = None
    person_id, team_id = (whole_number(request.POST.get(field, "")) for field in ("person", "team"))
    if person_id is not None:
        person = get_object_or_404(active_people(), pk=person_id)
    elif team_id is not None:
        team = get_object_or_404(Team, pk=team_id)
    match_nominee(nomination=found, actor=request.user, person=person, team=team)
    messages.success(request, _("Matched to %(name)s.") % {"name": found.nominee.name})
    if not request.user.has_perm("nominations.read", found):
        return redirect("nominations:queue", slug, name)
    return _back(found)


@login_required
@require_POST
def accept_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Accept it into its nominee's entry."""
    found = load_nomination(request, slug, name, reference, "nominations.screen")
    against = speaks_against(reasons_against(found.cycle, [found])[found.pk])
    form = AcceptForm(request.POST, asks=bool(against), auto_id="accept_%s")
    if not form.is_valid():
        return _page(request, found, accept_form=form)
    accept(nomination=found, actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(reference)s goes to the judges.") % {"reference": found})
    return _back(found)


@login_required
@require_POST
def decline_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Decline it; its nominator is told why."""
    found = load_nomination(request, slug, name, reference, "nominations.screen")
    form = DeclineForm(request.POST, cycle=found.cycle, auto_id="decline_%s")
    if not form.is_valid():
        return _page(request, found, decline_form=form)
    decline(nomination=found, actor=request.user, reason=form.cleaned_data["reason"], rule=form.cleaned_data["rule"])
    messages.success(request, _("%(reference)s is declined, and its nominator is told.") % {"reference": found})
    return _back(found)


@login_required
@require_POST
def ask_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Ask its nominator for more."""
    found = load_nomination(request, slug, name, reference, "nominations.screen")
    form = AskForm(request.POST, auto_id="ask_%s")
    if not form.is_valid():
        return _page(request, found, ask_form=form)
    ask_for_more(nomination=found, actor=request.user, question=form.cleaned_data["question"])
    messages.success(request, _("Your question is on its way. You will see here when it is answered."))
    return _back(found)


@login_required
@require_POST
def undo_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Put it back to be screened."""
    found = load_nomination(request, slug, name, reference, "nominations.screen")
    undo(nomination=found, actor=request.user)
    messages.success(request, _("%(reference)s waits to be screened again.") % {"reference": found})
    return _back(found)


def load_nomination(request: SignedInRequest, slug: str, name: str, reference: str, permission: str) -> Nomination:
    """A nomination on a manager's page: 404 for one that they do not see, 403 for what they may not do with it."""
    cycle = load(request, cycles_managed_by(request.user), "programmes.manage_cycle", programme__slug=slug, name=name)
    visible = readable_by(request.user).filter(cycle=cycle).exclude(state=NominationState.DRAFT)
    return load(request, visible.select_related(*RELATED, "entry"), permission, reference=reference)


def _back(found: Nomination) -> HttpResponse:
    return redirect("nominations:nomination", found.cycle.programme.slug, found.cycle.name, found.reference)


def _page(
    request: SignedInRequest,
    found: Nomination,
    accept_form: AcceptForm | None = None,
    decline_form: DeclineForm | None = None,
    ask_form: AskForm | None = None,
) -> HttpResponse:
    cycle, programme = found.cycle, found.cycle.programme
    refused = accept_form or decline_form or ask_form
    words = request.GET.get("q", "").strip()
    meant = _who_is_meant(found, words)
    enquiries = list(found.enquiries.select_related("asked_by"))
    context = {
        "programme": programme,
        "cycle": cycle,
        "nomination": found,
        "rail": rail_for(programme=programme, user=request.user, cycle=cycle, current="nominations"),
        "evidence": found.evidence.select_related("criterion"),
        "answers": in_words(found.answers.select_related("question")),
        "files": list(found.attachments.select_related("question")),
        "blind": cycle.rulebook is not None and cycle.rulebook.blind,
        "looks": found.screenings.select_related("by", "rule"),
        "can_screen": cycle.stage in BEFORE_JUDGING and request.user.has_perm("nominations.screen", found),
        "accept_form": accept_form or AcceptForm(asks=bool(speaks_against(meant["reasons"])), auto_id="accept_%s"),
        "decline_form": decline_form or DeclineForm(cycle=cycle, auto_id="decline_%s"),
        "ask_form": ask_form or AskForm(auto_id="ask_%s"),
        "can_be_asked": can_be_written_to(found) and all(enquiry.answered_at for enquiry in enquiries),
        "enquiries": enquiries,
        "how_it_came": how_it_came(found),
        "refused": refused,
        "q": words,
        "next": _next_to_screen(request, cycle, found),
        **meant,
    }
    return render(request, "nominations/nomination.html", context, status=422 if refused else 200)


def _who_is_meant(found: Nomination, words: str) -> dict[str, Any]:
    """What speaks against it, other voices for the nominee, and, while nobody is matched, who may be meant."""
    kind = found.category.nominee
    if found.state != NominationState.SUBMITTED:
        return {"reasons": [], "suggestions": [], "found": Found()}
    people = list(search_people(words)[:MOST_PEOPLE]) if words and kind == NomineeKind.PERSON else []
    teams = teams_like(words) if words and kind == NomineeKind.TEAM else []
    return {
        "reasons": reasons_against(found.cycle, [found])[found.pk],
        "suggestions": [] if found.nominee.matched else suggestions_for(found.nominee, kind),
        "found": Found(people=people, teams=teams),
    }


def _next_to_screen(request: SignedInRequest, cycle: Cycle, found: Nomination) -> Nomination | None:
    waiting = queue_of(cycle, request.user).filter(pk__in=to_screen(cycle).values("pk")).exclude(pk=found.pk)
    return waiting.order_by("submitted_at", "pk").first()
