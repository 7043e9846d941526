"""One nomination as its manager sees it: the story, what speaks against it, who is meant; accept, decline, undo."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Team
from accounts.queries.people import active_people, search_people
from intake.numbers import whole_number
from nominations.enums import EnquiryKind, FlagKind, NominationState
from nominations.forms.screening import NOT_OURS, AcceptForm, AskForm, DeclineForm, KeepForm, SetAsideForm
from nominations.models import Nomination
from nominations.queries.consents import may_be_asked
from nominations.queries.eligibility import reasons_against, speaks_against
from nominations.queries.flags import flag_words
from nominations.queries.how_it_came import how_it_came
from nominations.queries.names_to_match import asked_of
from nominations.queries.nominations import queue_of, supporters_of, to_screen
from nominations.queries.nominees import MOST_PEOPLE, Found, teams_like
from nominations.queries.questions import in_words
from nominations.queries.suggestions import suggest_many
from nominations.queries.window import BEFORE_JUDGING, lets_support
from nominations.requests import SignedInRequest
from nominations.services.declining import propose_decline
from nominations.services.enquiring import ask_for_more
from nominations.services.flagging import look_at_all
from nominations.services.letters import can_be_written_to
from nominations.services.matching import mark_not_ours, match_nominee, take_back_match
from nominations.services.screening import accept, decline, undo
from nominations.views.manager_page import back_to, load_nomination
from programmes.enums import NomineeKind
from programmes.models import Cycle
from programmes.queries.rail import rail_for


@login_required
def nomination(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Everything that somebody needs to decide, on one page."""
    return nomination_page(request, load_nomination(request, slug, name, reference, "nominations.read"))


@login_required
@require_POST
def match(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Say who is meant, that it is nobody of ours, or that what was said of it was wrong."""
    found = load_nomination(request, slug, name, reference)
    if request.POST.get("undo"):
        take_back_match(nomination=found, actor=request.user)
        messages.success(request, _("Taken back: the name waits to be matched again."))
        return back_to(found)
    if request.POST.get("nobody"):
        mark_not_ours(nomination=found, actor=request.user)
        messages.success(request, _("Noted. Decline it in words that thank its nominator, or ask them."))
        return _next_name(request, found) or back_to(found)
    person = team = None
    person_id, team_id = (whole_number(request.POST.get(field, "")) for field in ("person", "team"))
    if person_id is not None:
        person = get_object_or_404(active_people(), pk=person_id)
    elif team_id is not None:
        team = get_object_or_404(Team, pk=team_id)
    match_nominee(nomination=found, actor=request.user, person=person, team=team)
    messages.success(request, _("Matched to %(name)s.") % {"name": found.nominee.name})
    following = _next_name(request, found)
    if following is not None:
        return following
    if not request.user.has_perm("nominations.read", found):
        return redirect("nominations:queue", slug, name)
    return back_to(found)


def _next_name(request: SignedInRequest, found: Nomination) -> HttpResponse | None:
    """The list of names, for who came from there."""
    if request.POST.get("then") != "names":
        return None
    return redirect("nominations:names", found.cycle.programme.slug, found.cycle.name)


@login_required
@require_POST
def accept_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Accept it into its nominee's entry; looked at for oddities first, where the clock has not come to it yet."""
    found = load_nomination(request, slug, name, reference)
    look_at_all(found.cycle)
    against = speaks_against(reasons_against(found.cycle, [found])[found.pk])
    form = AcceptForm(request.POST, asks=bool(against), auto_id="accept_%s")
    if not form.is_valid():
        return nomination_page(request, found, accept_form=form)
    accept(nomination=found, actor=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(reference)s goes to the judges.") % {"reference": found})
    return back_to(found)


@login_required
@require_POST
def decline_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Decline it, and its nominator is told why; or propose that, where a second person confirms it."""
    found = load_nomination(request, slug, name, reference)
    form = DeclineForm(request.POST, cycle=found.cycle, auto_id="decline_%s")
    if not form.is_valid():
        return nomination_page(request, found, decline_form=form)
    said = {"reason": form.cleaned_data["reason"], "rule": form.cleaned_data["rule"]}
    if found.cycle.programme.second_look:
        propose_decline(nomination=found, actor=request.user, **said)
        messages.success(request, _("Proposed. Once somebody else confirms it, its nominator is told."))
    else:
        decline(nomination=found, actor=request.user, **said)
        messages.success(request, declined_words(found))
    return back_to(found)


def declined_words(found: Nomination) -> str:
    """That it is declined, and whether its nominator is told: of some, as on paper, no address is known."""
    if not can_be_written_to(found):
        return _("%(reference)s is declined. No address of its nominator is known, so nobody is told.") % {
            "reference": found
        }
    return _("%(reference)s is declined, and its nominator is told.") % {"reference": found}


@login_required
@require_POST
def ask_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Ask its nominator for more, or who is meant."""
    found = load_nomination(request, slug, name, reference)
    form = AskForm(request.POST, matched=found.nominee.matched, auto_id="ask_%s")
    if not form.is_valid():
        return nomination_page(request, found, ask_form=form)
    asked = form.cleaned_data
    kind = asked.get("about") or EnquiryKind.MORE
    ask_for_more(nomination=found, actor=request.user, question=asked["question"], kind=kind, days=asked["days"])
    messages.success(request, _("Your question is on its way. You will see here when it is answered."))
    return back_to(found)


@login_required
@require_POST
def undo_one(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Put it back to be screened."""
    found = load_nomination(request, slug, name, reference)
    undo(nomination=found, actor=request.user)
    messages.success(request, _("%(reference)s waits to be screened again.") % {"reference": found})
    return back_to(found)


def nomination_page(request: SignedInRequest, found: Nomination, **refused: Any) -> HttpResponse:
    """The page, with the form that was ``refused`` in its place: accept_form, decline_form, ask_form, flag_form, keep_form."""
    cycle, programme, kind = found.cycle, found.cycle.programme, found.category.nominee
    words = request.GET.get("q", "").strip()
    enquiries = list(found.enquiries.select_related("asked_by"))
    told = [enquiry.answer for enquiry in enquiries if enquiry.answer and enquiry.kind == EnquiryKind.WHO]
    found.told = told[-1] if told else ""  # type: ignore[attr-defined]  # as queries.names_to_match.with_told does
    meant = _who_is_meant(found, words)
    proposals = list(found.proposed_declines.select_related("proposed_by", "decided_by", "rule"))
    waiting = next((proposal for proposal in proposals if not proposal.outcome), None)
    flags = list(found.flags.select_related("set_aside_by"))
    reachable = can_be_written_to(found)
    lets_ask = reachable and may_be_asked(found)
    context = {
        "programme": programme,
        "cycle": cycle,
        "nomination": found,
        "rail": rail_for(programme=programme, user=request.user, cycle=cycle, current="nominations"),
        "evidence": found.evidence.select_related("criterion", "member__person"),
        "answers": in_words(found.answers.select_related("question")),
        "files": list(found.attachments.select_related("question")),
        "blind": cycle.rulebook is not None and cycle.rulebook.blind,
        "looks": found.screenings.select_related("by", "rule"),
        "can_screen": cycle.stage in BEFORE_JUDGING and request.user.has_perm("nominations.screen", found),
        "can_be_asked": lets_ask and all(one.answered_at or one.lapsed_at for one in enquiries),
        "asks_not": reachable and not lets_ask,
        "enquiries": enquiries,
        "how_it_came": how_it_came(found),
        "members": list(found.members.select_related("person__team")) if kind == NomineeKind.TEAM else [],
        "supporters": supporters_of(found) if lets_support(cycle) else [],
        "flags": [
            (flag, flag_words(flag.kind, flag.figure, flag.like if flag.like != found.reference else ""))
            for flag in flags
        ],
        "flagged": any(flag.set_aside_at is None for flag in flags),
        "proposals": proposals,
        "proposal": waiting,
        "own_proposal": waiting is not None and waiting.proposed_by_id == request.user.pk,
        "refused": next(iter(refused.values()), None),
        "opened": request.GET.get("open", ""),
        "q": words,
        "next": _next_to_screen(request, cycle, found),
        **_forms(found, meant, alike=any(flag.kind == FlagKind.ALIKE for flag in flags)),
        **refused,
        **meant,
    }
    return render(request, "nominations/nomination.html", context, status=422 if refused else 200)


def _forms(found: Nomination, meant: dict[str, Any], *, alike: bool) -> dict[str, Any]:
    outside = {"reason": NOT_OURS} if found.nominee.outside else {}
    return {
        "accept_form": AcceptForm(asks=bool(speaks_against(meant["reasons"])), auto_id="accept_%s"),
        "decline_form": DeclineForm(cycle=found.cycle, auto_id="decline_%s", initial=outside),
        "ask_form": AskForm(matched=found.nominee.matched, auto_id="ask_%s"),
        "flag_form": SetAsideForm(alike=alike, auto_id="flag_%s"),
        "keep_form": KeepForm(auto_id="keep_%s"),
    }


def _who_is_meant(found: Nomination, words: str) -> dict[str, Any]:
    """What speaks against it, and, while nobody is matched, who may be meant."""
    kind = found.category.nominee
    if found.state != NominationState.SUBMITTED:
        return {"reasons": [], "suggestions": [], "found": Found()}
    people = list(search_people(words)[:MOST_PEOPLE]) if words and kind == NomineeKind.PERSON else []
    teams = teams_like(words) if words and kind == NomineeKind.TEAM else []
    return {
        "reasons": reasons_against(found.cycle, [found])[found.pk],
        "suggestions": [] if found.nominee.matched else suggest_many([asked_of(found)])[0],
        "found": Found(people=people, teams=teams),
    }


def _next_to_screen(request: SignedInRequest, cycle: Cycle, found: Nomination) -> Nomination | None:
    waiting = queue_of(cycle, request.user).filter(pk__in=to_screen(cycle).values("pk")).exclude(pk=found.pk)
    return waiting.order_by("submitted_at", "pk").first()
