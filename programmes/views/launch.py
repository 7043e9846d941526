from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.forms.plan import LaunchRows
from programmes.queries.plans import launch_of
from programmes.services.launch import save_launch, tick_off
from programmes.views.plan_page import open_plan


@login_required
def launch(request: HttpRequest, slug: str) -> HttpResponse:
    """The steps of the launch: who does what by when, and what is done."""
    page = open_plan(request, slug, "launch")
    stored = launch_of(page.programme)
    formset = LaunchRows(request.POST or None, initial=[asdict(line) for line in stored], prefix="launch")
    if request.method == "POST" and formset.is_valid():
        save_launch(programme=page.programme, tasks=formset.lines(), actor=page.user)
        return page.done(request, _("The launch plan is saved."), "programmes:launch")
    tasks = page.programme.launch_tasks.select_related("owner")
    return render(request, "programmes/launch.html", page.context(formset=formset, tasks=tasks))


@login_required
@require_POST
def tick(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tick a task off, or take the tick back."""
    page = open_plan(request, slug, "launch")
    task = get_object_or_404(page.programme.launch_tasks.select_related("programme"), pk=pk)
    tick_off(task=task, done=request.POST.get("done") == "yes", actor=page.user)
    return redirect("programmes:launch", slug=slug)
