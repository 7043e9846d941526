"""The values of one figure of the service, and putting a wrong one right."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import require
from audit.refusals import Refused
from evaluation.forms import MeasurementForm, ReasonForm
from evaluation.models import Kpi, Measurement
from evaluation.services.measurements import correct_measurement, remove_kpi, remove_measurement

VALUES_A_PAGE = 26


@login_required
def values(request: HttpRequest, code: str) -> HttpResponse:
    """Every value of a figure, the newest first, each to be corrected."""
    kpi = _kpi(request, code)
    page = Paginator(kpi.measurements.order_by("-date"), VALUES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluation/kpi_values.html", {"kpi": kpi, "page": page, "here": "reports"})


@login_required
def value(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Correct or remove the value of one day, with a reason: ``act`` says which."""
    kpi = _kpi(request, code)
    measurement = get_object_or_404(kpi.measurements.select_related("kpi"), date=_day(day))
    removes = request.POST.get("act") == "remove"
    form = MeasurementForm(request.POST or None, initial={"value": measurement.value.normalize()}, removes=removes)
    if request.method == "POST" and form.is_valid() and _done(request, form, measurement, removes=removes):
        return redirect("evaluation:kpi_values", code)
    context = {"kpi": kpi, "measurement": measurement, "form": form, "here": "reports"}
    return render(request, "evaluation/kpi_value.html", context, status=422 if form.errors else 200)


@login_required
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once, then take a figure away with all its values."""
    kpi = _kpi(request, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gone = remove_kpi(kpi=kpi, reason=form.cleaned_data["reason"], actor=request.user)  # type: ignore[arg-type]  # signed in
        words = ngettext("It is removed with %(n)d value.", "It is removed with %(n)d values.", gone) % {"n": gone}
        messages.success(request, words)
        return redirect("evaluation:kpis")
    count = kpi.measurements.count()
    context = {
        "title": _("Remove “%(title)s”?") % {"title": kpi.title},
        "text": ngettext(
            "Its %(n)d value goes with it, from every chart and report made from now on. The trail keeps what it was.",
            "Its %(n)d values go with it, from every chart and report made from now on. The trail keeps what they were.",
            count,
        )
        % {"n": count},
        "form": form,
        "button": _("Remove the figure and its values"),
        "cancel_url": reverse("evaluation:kpi_values", args=[code]),
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


def _kpi(request: HttpRequest, code: str) -> Kpi:
    require(request, "evaluation.manage_kpis")
    return get_object_or_404(Kpi, code=code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _done(request: HttpRequest, form: MeasurementForm, measurement: Measurement, *, removes: bool) -> bool:
    reason, actor = form.cleaned_data["reason"], request.user
    on = date_format(measurement.date, "j F Y")
    try:
        if removes:
            remove_measurement(measurement=measurement, reason=reason, actor=actor)  # type: ignore[arg-type]  # signed in
            messages.success(request, _("The value of %(day)s is removed.") % {"day": on})
            return True
        new = form.cleaned_data["value"]
        changed = correct_measurement(measurement=measurement, value=new, reason=reason, actor=actor)  # type: ignore[arg-type]  # signed in
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = _("The value of %(day)s is corrected.") if changed else _("The value of %(day)s is what it was.")
    messages.success(request, words % {"day": on})
    return True
