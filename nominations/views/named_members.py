"""Members of nominated teams whose names wait for somebody to say who is meant: all of a cycle, and one on its own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.queries.people import active_people, search_people
from intake.numbers import whole_number
from nominations.enums import NominationState
from nominations.forms.screening import WHO_IS_MEANT, AskForm
from nominations.models import Member, Nomination
from nominations.queries.consents import may_be_asked
from nominations.queries.members import MATCHED_STATES
from nominations.queries.members_to_match import matched_by_hand, member_for_matching, members_to_match, rows_of
from nominations.queries.nominations import unmatched
from nominations.queries.nominees import MOST_PEOPLE
from nominations.queries.suggestions import clear_first
from nominations.queries.window import BEFORE_JUDGING
from nominations.requests import SignedInRequest
from nominations.services.enquiring import ask_for_more
from nominations.services.letters import can_be_written_to
from nominations.services.matching_members import (
    mark_member_not_ours,
    match_clear_members,
    match_member,
    take_back_member,
)
from nominations.views.manager_page import back_to, load_nomination, say_matched
from programmes.access import managed_cycle
from programmes.models import Cycle
from programmes.queries.rail import rail_for

ON_A_PAGE = 20
LATEST = 10


@login_required
def names_of_members(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Match by one button each, or the clear ones together; what was matched last can be taken back."""
    cycle = managed_cycle(request, slug, name)
    if request.method == "POST":
        return _match_ticked(request, cycle)
    page = Paginator(members_to_match(cycle, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "member": row.member,
            "did": row.did,
            "suggestions": row.suggestions[:3],
            "clear": clear_first(row.suggestions),
        }
        for row in rows_of(list(page))
    ]
    context = {
        **_place(request, cycle),
        "page": page,
        "rows": rows,
        "some_clear": any(row["clear"] for row in rows),
        "said": list(matched_by_hand(cycle, request.user)[:LATEST]),
        "nominees_waiting": unmatched(cycle).count(),
        "can_screen": cycle.stage in BEFORE_JUDGING,
    }
    return render(request, "nominations/names_of_members.html", context)


@login_required
def member(request: SignedInRequest, slug: str, name: str, reference: str, pk: int) -> HttpResponse:
    """One member: who may be meant, a search, nobody of ours, a question to the nominator, and the way back."""
    found, one = _load(request, slug, name, reference, pk)
    return _member_page(request, found, one)


@login_required
@require_POST
def match(request: SignedInRequest, slug: str, name: str, reference: str, pk: int) -> HttpResponse:
    """Say who is meant, or that it is nobody of ours."""
    found, one = _load(request, slug, name, reference, pk)
    if request.POST.get("nobody"):
        mark_member_not_ours(member=one, actor=request.user)
        messages.success(request, _("Noted: “%(name)s” is not one of ours.") % {"name": one.name_given})
        return _after(request, found)
    person = get_object_or_404(active_people(), pk=whole_number(request.POST.get("person", "")))
    match_member(member=one, actor=request.user, person=person)
    words = _("“%(given)s” is %(name)s. They hear of it as everybody does who is named.")
    messages.success(request, words % {"given": one.name_given, "name": person.full_name})
    return _after(request, found)


@login_required
@require_POST
def take_back(request: SignedInRequest, slug: str, name: str, reference: str, pk: int) -> HttpResponse:
    """Take back who a member is."""
    found, one = _load(request, slug, name, reference, pk)
    take_back_member(member=one, actor=request.user)
    messages.success(request, _("Taken back: “%(name)s” waits to be matched again.") % {"name": one.name_given})
    return _after(request, found)


@login_required
@require_POST
def ask(request: SignedInRequest, slug: str, name: str, reference: str, pk: int) -> HttpResponse:
    """Ask the nominator who one of the team is."""
    found, one = _load(request, slug, name, reference, pk)
    form = AskForm(request.POST, auto_id="ask_%s")
    if not form.is_valid():
        return _member_page(request, found, one, ask_form=form)
    question, days = form.cleaned_data["question"], form.cleaned_data["days"]
    ask_for_more(nomination=found, actor=request.user, question=question, days=days, member=one)
    messages.success(request, _("Your question is on its way. You will see here when it is answered."))
    return redirect("nominations:member", slug, name, reference, pk)


def _load(request: SignedInRequest, slug: str, name: str, reference: str, pk: int) -> tuple[Nomination, Member]:
    found = load_nomination(request, slug, name, reference)
    one = get_object_or_404(member_for_matching(found.pk), pk=pk)
    one.nomination = found
    return found, one


def _after(request: SignedInRequest, found: Nomination) -> HttpResponse:
    """The list, for who came from there or may not read the nomination any more; else the nomination."""
    slug, name = found.cycle.programme.slug, found.cycle.name
    if request.POST.get("then") == "names" or not request.user.has_perm("nominations.read", found):
        return redirect("nominations:names_of_members", slug, name)
    return back_to(found)


def _match_ticked(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    ids = [pk for pk in map(whole_number, request.POST.getlist("member")) if pk is not None]
    say_matched(request, ticked=len(ids), matched=len(match_clear_members(cycle=cycle, actor=request.user, ids=ids)))
    return redirect(request.get_full_path())


def _member_page(request: SignedInRequest, found: Nomination, one: Member, **refused: AskForm) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    waits = one.person is None and not one.outside
    enquiries = list(found.enquiries.select_related("asked_by"))
    still_asked = any(asked.answered_at is None and asked.lapsed_at is None for asked in enquiries)
    reachable = found.state == NominationState.SUBMITTED and can_be_written_to(found) and may_be_asked(found)
    context = {
        **_place(request, found.cycle),
        "nomination": found,
        "row": rows_of([one])[0],
        "waits": waits,
        "can_match": found.cycle.stage in BEFORE_JUDGING and found.state in MATCHED_STATES,
        "can_be_asked": waits and reachable and not still_asked,
        "enquiries": [asked for asked in enquiries if asked.member_id == one.pk],
        "ask_form": AskForm(auto_id="ask_%s", initial={"question": WHO_IS_MEANT}),
        "found": list(search_people(words)[:MOST_PEOPLE]),
        "q": words,
        **refused,
    }
    return render(request, "nominations/member.html", context, status=422 if refused else 200)


def _place(request: SignedInRequest, cycle: Cycle) -> dict[str, Any]:
    rail = rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations")
    return {"programme": cycle.programme, "cycle": cycle, "rail": rail}
