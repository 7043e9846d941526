from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import load, person_of, require
from judging.queries.feedback import feedback_on
from judging.queries.reviews import review_link_of_nominee
from nominations.rules import is_the_nominee
from recognition import services as recognition
from recognition.forms import ConsentForm
from recognition.models import Award, Certificate
from recognition.queries.announcements import is_public
from recognition.queries.entries import entries_told_to, stories_of
from recognition.requests import SignedInRequest
from recognition.rules import may_consent
from recognition.views.downloads import certificate_file


@login_required
@require_safe
def entry(request: SignedInRequest, reference: str) -> HttpResponse:
    """What was written about somebody, what became of it, and, for the honoured, certificate and consent."""
    told = load(request, entries_told_to(request.user), "recognition.read_entry", reference=reference)
    award = _awards().filter(decision__entry=told).first()
    own = is_the_nominee(request.user, told)
    named = None if award is None or award.consent_at is None else ("yes" if award.consent else "no")
    context = {
        "entry": told,
        "cycle": told.cycle,
        "award": award,
        "certificate": getattr(award, "certificate", None) if own else None,
        "own": own,
        "consent_form": ConsentForm(initial={"named": named}) if may_consent(request.user, award) else None,
        "feedback": feedback_on(told) if own else None,
        "stories": list(stories_of(told)) if own else [],
        "review": review_link_of_nominee(told, person_of(request)) if own else None,
        "presentation": getattr(told.cycle.programme, "presentation", None),
        "public": is_public(told.cycle.announcement),
        "here": "for_you",
    }
    return render(request, "recognition/entry.html", context)


@login_required
@require_POST
def consent(request: SignedInRequest, reference: str) -> HttpResponse:
    """Say whether one may be named."""
    told = load(request, entries_told_to(request.user), "recognition.read_entry", reference=reference)
    award = get_object_or_404(_awards(), decision__entry=told)
    require(request, "recognition.consent", award)
    form = ConsentForm(request.POST)
    if form.is_valid():
        recognition.give_consent(award=award, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. You can change this at any time."))
    else:
        messages.error(request, _("Please choose one of the two."))
    return redirect("recognition:entry", reference)


@login_required
@require_safe
def certificate(request: SignedInRequest, reference: str) -> FileResponse:
    """The certificate, for the person or team on it."""
    told = load(request, entries_told_to(request.user), "recognition.read_entry", reference=reference)
    require(request, "recognition.own_certificate", told)
    found = Certificate.objects.filter(award__decision__entry=told).select_related(
        "award__decision__entry__person", "award__decision__entry__team", "award__decision__category"
    )
    return certificate_file(found.first())


def _awards() -> QuerySet[Award]:
    return Award.objects.select_related(
        "decision__category", "decision__entry__team", "decision__cycle__programme", "certificate"
    )
