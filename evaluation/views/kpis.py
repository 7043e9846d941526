from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import require
from evaluation.forms import KpiForm
from evaluation.models import Kpi
from evaluation.queries.kpi_figures import opened_cycles, points_of_kpis, programme_start
from evaluation.queries.kpi_names import titles_in_objectives
from evaluation.queries.pictures import cycle_marks, kpi_chart
from evaluation.services.kpis import change_kpi
from evaluation.views.loading import organisation_of
from programmes.queries.programmes import managed_by


@login_required
def kpis(request: HttpRequest) -> HttpResponse:
    """All figures of the service, before and after a programme began; ``?programme=`` says which."""
    require(request, "evaluation.manage_kpis")
    programmes = list(managed_by(request.user).order_by("created_at", "pk"))  # type: ignore[arg-type]  # signed in
    wanted = request.GET.get("programme", "")
    programme = next((one for one in programmes if one.slug == wanted), programmes[0] if programmes else None)
    opened = opened_cycles(programme) if programme else []
    zone = organisation_of(request).zone
    start, marks = programme_start(opened, zone), cycle_marks(opened, zone)
    points = points_of_kpis()
    rows = [
        (kpi, kpi_chart(kpi=kpi, points=points[kpi], start=start, marks=marks) if kpi in points else None)
        for kpi in Kpi.objects.all()
    ]
    context = {"programmes": programmes, "programme": programme, "start": start, "rows": rows, "here": "reports"}
    return render(request, "evaluation/kpis.html", context)


@login_required
def change(request: HttpRequest, code: str) -> HttpResponse:
    """What a figure is called, in which unit, what it serves and which way is better."""
    require(request, "evaluation.manage_kpis")
    kpi = get_object_or_404(Kpi, code=code)
    form = KpiForm(request.POST or None, instance=kpi)
    if request.method == "POST" and form.is_valid():
        change_kpi(kpi=Kpi.objects.get(pk=kpi.pk), actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The figure is described anew."))
        return redirect("evaluation:kpis")
    context = {"kpi": kpi, "form": form, "measures": sorted(titles_in_objectives().values()), "here": "reports"}
    return render(request, "evaluation/kpi.html", context)
