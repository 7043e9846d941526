from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from programmes.access import managed_cycle
from programmes.queries.rail import rail_for
from recognition import services as recognition
from recognition.forms import PlanForm
from recognition.models import Announcement
from recognition.queries.announcements import announcement_of, is_public, missing_to_announce
from recognition.queries.overview import certificates_of, newest_jobs, previews, readers_by_letter, rewards_of
from recognition.requests import SignedInRequest


@login_required
def announcement(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Plan the announcement; after it, the certificates and rewards that came of it."""
    cycle = managed_cycle(request, slug, name)
    plan = announcement_of(cycle)
    if plan.announced_at is not None:
        return _afterwards(request, plan)
    form = PlanForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        recognition.plan_announcement(cycle=cycle, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The plan is saved."))
        return redirect("recognition:announce", slug, name)
    context = {
        "cycle": cycle,
        "plan": plan,
        "form": form,
        "missing": missing_to_announce(cycle),
        "readers": sum(readers_by_letter(plan).values()),
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="announce"),
    }
    return render(request, "recognition/announcement_plan.html", context)


def _afterwards(request: SignedInRequest, plan: Announcement) -> HttpResponse:
    cycle = plan.cycle
    certificates, jobs = list(certificates_of(cycle)), newest_jobs(cycle)
    context = {
        "cycle": cycle,
        "plan": plan,
        "public": is_public(plan),
        "certificates": certificates,
        "ready": sum(certificate.state == "ready" for certificate in certificates),
        "named": sum(certificate.award.consent for certificate in certificates),
        "rewards": list(rewards_of(cycle)),
        "job": jobs.get("recognition.certificates"),
        "together": jobs.get("recognition.certificates_zip"),
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="announce"),
    }
    return render(request, "recognition/announcement_made.html", context)


@login_required
def letters(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Each letter as it would read, with the reader as the sample person."""
    cycle = managed_cycle(request, slug, name)
    plan = announcement_of(cycle)
    context = {
        "cycle": cycle,
        "plan": plan,
        "previews": previews(plan, sample=request.user.get_short_name()),
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="announce"),
    }
    return render(request, "recognition/announcement_letters.html", context)
