from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import load
from accounts.queries.organisation import the_organisation
from programmes.forms.frequency import FrequencyForm
from programmes.models import Frequency, Programme
from programmes.queries.clashes import Preview, preview_of, region_of
from programmes.queries.programmes import visible_to
from programmes.queries.public_page import in_words
from programmes.queries.rail import rail_for
from programmes.queries.schedule import coming_runs
from programmes.services.plan_frequency import save_frequency


@login_required
def frequency(request: HttpRequest, slug: str) -> HttpResponse:
    """How often the programme runs, with the dates that follow; "show" looks at them without keeping anything."""
    programme = load(request, visible_to(request.user), "programmes.manage", slug=slug)
    known = Frequency.objects.filter(programme=programme).first()
    form = FrequencyForm(request.POST or None, instance=known, initial=_begun_with(known))
    shown = known if request.method == "GET" else None
    if request.method == "POST" and form.is_valid():
        if "show" not in request.POST:
            save_frequency(programme=programme, frequency=form.line(), actor=request.user)  # type: ignore[arg-type]  # login_required
            messages.success(request, _("The frequency is saved. Cycles that are planned already keep their dates."))
            return redirect("programmes:frequency", slug)
        shown = form.save(commit=False)
    context = {
        "programme": programme,
        "form": form,
        "preview": _preview(programme, shown) if shown else None,
        "words": in_words(shown) if shown else "",
        "unsaved": request.method == "POST",
        "rail": rail_for(programme=programme, user=request.user, current="frequency"),
        "here": "manage",
    }
    return render(request, "programmes/frequency.html", context)


def _begun_with(known: Frequency | None) -> dict[str, Any]:
    """What the form offers; a rule that counts from the making of its programme gets its next opening as its first."""
    if known is None:
        return {"how": "monthly", "every": 1}
    if known.starts_on is not None:
        return {}
    zone = the_organisation().zone
    runs = coming_runs(known, zone=zone, after=timezone.now().astimezone(zone).date())
    return {"starts_on": runs[0].dates.opens_at.date()} if runs else {}


def _preview(programme: Programme, frequency: Frequency) -> Preview:
    frequency.programme = programme
    zone = the_organisation().zone
    runs = coming_runs(frequency, zone=zone, after=timezone.now().astimezone(zone).date())
    return preview_of(runs, region_of(frequency))
