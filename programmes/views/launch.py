"""The timeline of a launch, for who manages the programme."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.refusals import Refused
from programmes.calendar_files import calendar_of
from programmes.forms.launch_task import LaunchTaskForm
from programmes.models import LaunchTask
from programmes.queries.launch import SHOWN, chart_of, kinds_in, timeline_of
from programmes.queries.plan_launch import task_values
from programmes.services.launch import add_task, change_task, remove_task, tick_off
from programmes.services.row_editing import Opened
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import RowPage

CALENDAR = "text/calendar; charset=utf-8"


@login_required
def launch(request: HttpRequest, slug: str) -> HttpResponse:
    """Who does what by when, as a chart and as a list. ``?show=`` open, late, done or all; ``?kind=``."""
    page = open_plan(request, slug, "launch")
    today = timezone.localdate()
    timeline = timeline_of(page.programme, today)
    wanted = request.GET.get("show", "")
    show = wanted if wanted in SHOWN else "open" if timeline.done < len(timeline.rows) else "all"
    rows = timeline.shown(show, request.GET.get("kind", ""))
    context = page.context(
        tab="timeline",
        timeline=timeline,
        rows=rows,
        chart=chart_of(rows, timeline.after, today),
        show=show,
        kind=request.GET.get("kind", ""),
        kinds=kinds_in(timeline.rows),
        counts={name: len(timeline.shown(name)) for name in SHOWN},
    )
    return render(request, "programmes/launch.html", context)


@login_required
def new_task(request: HttpRequest, slug: str) -> HttpResponse:
    """One more step."""
    page = open_plan(request, slug, "launch")
    form = LaunchTaskForm(request.POST or None, programme=page.programme, initial={"owner": page.user.email})
    if request.method == "POST" and form.is_valid():
        add_task(programme=page.programme, content=form.line(), after=form.cleaned_data["after"], actor=page.user)
        return page.done(request, _("The task is on the timeline."), "programmes:launch")
    context = page.context(tab="timeline", form=form)
    return render(request, "programmes/launch_task_edit.html", context, status=422 if form.errors else 200)


@login_required
def edit_task(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a step and what it waits for."""
    page = open_plan(request, slug, "launch")
    task = _task(page, pk)
    form = LaunchTaskForm.of(task, request.POST or None)
    row = RowPage(request, form, task_values(task, form.initial["after"]))
    if _task_saved(row, form, task, page):
        messages.success(request, _("The task is saved."))
        return redirect("programmes:task", pk)
    context = page.context(tab="timeline", task=task, **row.context())
    return render(request, "programmes/launch_task_edit.html", context, status=row.status)


@login_required
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a step, after asking once."""
    page = open_plan(request, slug, "launch")
    task = _task(page, pk)
    if request.method == "POST":
        remove_task(task=task, actor=page.user)
        return page.done(request, _("The task is removed."), "programmes:launch")
    context = page.context(
        title=_("Remove “%(title)s”?") % {"title": task.title},
        text=_("Its files go with it, and what waits for it waits no more."),
        button=_("Remove the task"),
        cancel_url=reverse("programmes:task", args=[task.pk]),
        base_template="base_manage.html",
    )
    return render(request, "confirm.html", context)


@login_required
@require_POST
def tick(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tick a task off, or take the tick back."""
    page = open_plan(request, slug, "launch")
    tick_off(task=_task(page, pk), done=request.POST.get("done") == "yes", actor=page.user)
    show = request.POST.get("show", "")
    address = reverse("programmes:launch", args=[slug])
    return redirect(f"{address}?show={show}" if show in SHOWN else address)


@login_required
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """All tasks as a calendar file."""
    page = open_plan(request, slug, "launch")
    tasks = page.programme.launch_tasks.select_related("programme")
    name = _("Launch of %(title)s") % {"title": page.programme.title}
    answer = HttpResponse(calendar_of(tasks, name=name), content_type=CALENDAR)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(slug)}-launch.ics"'
    return answer


def _task_saved(row: RowPage, form: LaunchTaskForm, task: LaunchTask, page: PlanPage) -> bool:
    def save(opened: Opened | None) -> object:
        return change_task(
            task=task, content=form.line(), after=form.cleaned_data["after"], actor=page.user, opened=opened
        )

    try:
        return row.saved(save)
    except Refused as refusal:
        form.add_error("after", str(refusal))
        return False


def _task(page: PlanPage, pk: int) -> LaunchTask:
    return get_object_or_404(page.programme.launch_tasks.select_related("programme", "owner"), pk=pk)
