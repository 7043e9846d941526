from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from programmes.access import managed_cycle
from programmes.forms.cycle_dates import CycleDatesForm
from programmes.queries.rail import rail_for
from programmes.services.scheduling import DatesRefused, change_dates


@login_required
def dates(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Change the dates of a cycle that have not happened, with a reason."""
    cycle = managed_cycle(request, slug, name)
    form = CycleDatesForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            change_dates(cycle=cycle, dates=form.moments(), actor=request.user, reason=reason)  # type: ignore[arg-type]  # login_required
        except DatesRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The dates are changed."))
            return redirect("programmes:cycle", slug, name)
    context = {
        "cycle": cycle,
        "form": form,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle),
        "here": "manage",
    }
    return render(request, "programmes/cycle_dates.html", context)
