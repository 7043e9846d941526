"""One launch task, for its owner and for who manages the programme; its files; and a person's own calendar of tasks."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import load, person_of
from audit.refusals import Refused
from intake.downloads import as_download
from programmes.calendar_files import calendar_of
from programmes.forms.launch_task import TaskFileForm
from programmes.models import CalendarAddress, LaunchTask
from programmes.queries.launch import tasks_of, tasks_to_show, visible_tasks
from programmes.queries.rail import rail_for
from programmes.services.calendar_address import new_calendar_address
from programmes.services.launch import tick_off
from programmes.services.task_files import add_file, remove_file


@login_required
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, what it waits for, its files, and the button that ticks it off. A file is handed in here."""
    found = _load(request, pk)
    form = TaskFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _kept(request, found, form):
        return redirect("programmes:task", pk)
    manages = request.user.has_perm("programmes.manage", found.programme)
    rail = rail_for(programme=found.programme, user=request.user, current="launch") if manages else None
    context = {
        "programme": found.programme,
        "task": found,
        "late": found.done_at is None and found.due < timezone.localdate(),
        "awaited": list(found.after.all()),
        "waiting": list(found.before.all()),
        "files": list(found.files.select_related("added_by")),
        "form": form,
        "manages": manages,
        "rail": rail,
        "here": "manage" if manages else "for_you",
    }
    return render(request, "programmes/launch_task.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick it off, or take the tick back."""
    found = _load(request, pk)
    tick_off(task=found, done=request.POST.get("done") == "yes", actor=person_of(request))
    return redirect("programmes:task", pk)


@login_required
def download(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """A file of a task, as a download and never shown on our own pages."""
    kept = get_object_or_404(_load(request, pk).files, pk=file)
    return as_download(kept.file, name=kept.name, content_type=kept.content_type)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Remove a file."""
    kept = get_object_or_404(_load(request, pk).files.select_related("task__programme"), pk=file)
    remove_file(kept=kept, actor=person_of(request))
    messages.success(request, _("The file is removed."))
    return redirect("programmes:task", pk)


@login_required
@never_cache
def own_calendar(request: HttpRequest) -> HttpResponse:
    """One's own tasks, and the address at which a calendar fetches them; a POST makes a new address."""
    person = person_of(request)
    if request.method == "POST":
        new_calendar_address(person=person)
        messages.success(request, _("Here is a new address. The one before leads nowhere now."))
        return redirect("programmes:own_calendar")
    address = CalendarAddress.objects.filter(person=person).first()
    url = settings.SITE_URL + reverse("programmes:calendar_feed", args=[address.token]) if address else ""
    today = timezone.localdate()
    context = {"tasks": tasks_to_show(person, today), "url": url, "today": today, "here": "for_you"}
    return render(request, "programmes/own_tasks.html", context)


@never_cache
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's own tasks, for the calendar that knows their secret address."""
    found = CalendarAddress.objects.filter(person__is_active=True).select_related("person")
    address = get_object_or_404(found, token=token)
    content = calendar_of(tasks_of(address.person), name=_("My launch tasks"))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _load(request: HttpRequest, pk: int) -> LaunchTask:
    return load(request, visible_tasks(person_of(request)), "programmes.see_task", pk=pk)


def _kept(request: HttpRequest, found: LaunchTask, form: TaskFileForm) -> bool:
    upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    try:
        add_file(task=found, content=upload, name=upload.name, kind=kind, actor=person_of(request))
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, _("The file is kept with the task."))
    return True
