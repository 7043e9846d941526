"""The nominator's page, which a signed token opens: confirm, follow, withdraw."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from audit.refusals import StaleState
from nominations.consents import CURRENT, WORDINGS, wording_shown
from nominations.enums import NominationState
from nominations.forms.adding import AddForm
from nominations.models import Nomination
from nominations.queries.consents import standing_of_consents
from nominations.queries.enquiries import waiting_enquiry
from nominations.queries.nominations import RELATED
from nominations.queries.questions import in_words
from nominations.queries.standing import standing_of
from nominations.queries.window import confirm_until
from nominations.references import normalised
from nominations.refusals import WindowClosed
from nominations.services.consenting import can_be_changed
from nominations.services.enquiring import add_more, can_be_added_to
from nominations.services.own_data import holds_own_data
from nominations.services.submitting import NamedBefore, confirm
from nominations.services.withdrawing import can_be_withdrawn, withdraw
from nominations.tokens import CONFIRM, STATUS, opens, token_for

Page = Callable[[HttpRequest, str], HttpResponse]


def says_what_is_gone(purpose: str) -> Callable[[Page], Page]:
    """Who comes with a link of ours to a nomination that was deleted since is told so, instead of that there is nothing."""

    def saying(page: Page) -> Page:
        @wraps(page)
        def told(request: HttpRequest, reference: str) -> HttpResponse:
            try:
                return page(request, reference)
            except Http404:
                if not opens(normalised(reference), purpose, request.GET.get("token", "")):
                    raise
            context = {"reference": normalised(reference), "days": settings.NOMINATION_CONFIRM_DAYS}
            return render(request, "nominations/gone.html", context, status=410)

        return told

    return saying


@never_cache
@says_what_is_gone(STATUS)
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Where a nomination stands, in plain words, with the next date."""
    nomination = opened(request, reference, STATUS)
    context = {
        "nomination": nomination,
        "programme": nomination.cycle.programme,
        "standing": standing_of(nomination),
        "can_be_withdrawn": can_be_withdrawn(nomination),
        "enquiry": waiting_enquiry(nomination) if can_be_added_to(nomination) else None,
        "token": request.GET.get("token", ""),
        "own_data": holds_own_data(nomination),
        "consents": standing_of_consents(nomination, WORDINGS[CURRENT]),
        "can_change": can_be_changed(nomination),
        "wording_use": WORDINGS[wording_shown(nomination.consent_wording)].use,
        "evidence": nomination.evidence.select_related("criterion", "member__person"),
        "as_given": nomination.nominator_id is None,
        "answers": in_words(nomination.answers.select_related("question")),
        "files": list(nomination.attachments.select_related("question")),
        "offers": [offer for path in settings.NOMINATION_OFFERS if (offer := import_string(path)(nomination))],
    }
    return render(request, "nominations/status.html", context)


@never_cache
@says_what_is_gone(CONFIRM)
def confirm_address(request: HttpRequest, reference: str) -> HttpResponse:
    """A page with a button: programmes that scan mail open links, but press nothing."""
    nomination = opened(request, reference, CONFIRM)
    if nomination.state != NominationState.UNVERIFIED:
        return redirect(status_address(nomination))
    if request.method == "POST":
        try:
            confirm(nomination=nomination, instead=request.POST.get("act") == "instead")
        except NamedBefore as refusal:
            return _named_before(request, nomination, refusal)
        except StaleState:  # the button was pressed twice, and the other was faster
            return redirect(status_address(nomination))
        except WindowClosed as refusal:
            context = {"nomination": nomination, "programme": nomination.cycle.programme, "refusal": refusal}
            return render(request, "nominations/confirm.html", context, status=409)
        messages.success(request, _("Thank you. Your nomination counts now."))
        return redirect(status_address(nomination))
    context = {"nomination": nomination, "programme": nomination.cycle.programme, "until": confirm_until(nomination)}
    return render(request, "nominations/confirm.html", context)


@never_cache
def add_to_it(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer what the organisers asked; what is written here joins the story."""
    nomination = opened(request, reference, STATUS)
    enquiry = waiting_enquiry(nomination)
    if enquiry is None or not can_be_added_to(nomination):
        messages.info(request, _("There is nothing to answer at present. Thank you."))
        return redirect(status_address(nomination))
    form = AddForm(request.POST or None, who=enquiry.asks_who)
    if request.method == "POST" and form.is_valid():
        add_more(nomination=nomination, actor=signed_in_nominator(request, nomination), text=form.cleaned_data["text"])
        messages.success(request, _("Thank you. It stands with your nomination now."))
        return redirect(status_address(nomination))
    context = {
        "nomination": nomination,
        "programme": nomination.cycle.programme,
        "enquiry": enquiry,
        "form": form,
        "evidence": nomination.evidence.select_related("criterion", "member__person"),
        "as_given": nomination.nominator_id is None,
        "back": status_address(nomination),
    }
    return render(request, "nominations/add.html", context, status=422 if form.errors else 200)


@never_cache
def withdraw_nomination(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once, then withdraw."""
    nomination = opened(request, reference, STATUS)
    if not can_be_withdrawn(nomination):
        return redirect(status_address(nomination))
    if request.method == "POST":
        withdraw(nomination=nomination, actor=signed_in_nominator(request, nomination))
        messages.success(request, _("Your nomination is withdrawn."))
        return redirect(status_address(nomination))
    context = {
        "nomination": nomination,
        "programme": nomination.cycle.programme,
        "back": status_address(nomination),
    }
    return render(request, "nominations/withdraw.html", context)


def _named_before(request: HttpRequest, nomination: Nomination, refusal: NamedBefore) -> HttpResponse:
    """Who has named this nominee before reads what there is already, and may put the new one in its place."""
    context = {
        "nomination": nomination,
        "programme": nomination.cycle.programme,
        "first": refusal.first,
        "as_given": True,
        "first_standing": standing_of(refusal.first),
        "first_evidence": refusal.first.evidence.select_related("criterion", "member__person"),
        "first_address": status_address(refusal.first),
        "can_replace": can_be_withdrawn(refusal.first),
    }
    return render(request, "nominations/named_before.html", context, status=409)


def opened(request: HttpRequest, reference: str, purpose: str) -> Nomination:
    """The nomination, if the token opens it or its nominator is signed in; 404 otherwise, as if there were none."""
    reference = normalised(reference)
    nomination = Nomination.objects.select_related(*RELATED, "entry").filter(reference=reference).first()
    if nomination is None:
        raise Http404
    if opens(reference, purpose, request.GET.get("token", "")):
        return nomination
    if signed_in_nominator(request, nomination) is None or purpose != STATUS:
        raise Http404
    return nomination


def signed_in_nominator(request: HttpRequest, nomination: Nomination) -> User | None:
    """Who is signed in, where they sent this nomination."""
    user = request.user
    return user if isinstance(user, User) and nomination.nominator_id == user.pk else None


def status_address(nomination: Nomination) -> str:
    """The nominator's page with its token, without the host."""
    token = token_for(nomination.reference, STATUS)
    return f"{reverse('nominations:status', args=[nomination.reference])}?token={token}"
