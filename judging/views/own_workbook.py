"""A judge's own sheets in a workbook: downloaded, filled in anywhere, and uploaded with a look at what changes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from accounts.access import person_of
from audit.refusals import StaleState
from intake.problems import BadFile
from judging.enums import Confidence
from judging.models import Seat
from judging.queries.own_workbook import criteria_in, own_sheets_held, workbook_of
from judging.services.own_workbooks import Change, changes_of, take_changes
from judging.views.panel import own_seat
from programmes.enums import Stage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "judging.own-workbook"
LARGEST = 5 * 1024 * 1024
PREVIEW_HOLDS = 60 * 60


class WorkbookForm(forms.Form):
    """The workbook that a judge sends back."""

    workbook = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy(
            "The .xlsx file that you downloaded here. You see what changes before anything is saved."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> bytes:
        """The file's content. Raises ValidationError for one that is too large to be a judge's."""
        given = self.cleaned_data["workbook"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        content: bytes = given.read()
        return content


@dataclass(frozen=True)
class Cell:
    """One score that the file changes."""

    title: str
    was: Decimal | None
    now: Decimal


@login_required
def own_workbook(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Download and upload; a POST with a file shows what it changes, a POST with ``changes`` takes it."""
    seat = own_seat(request, slug, name)
    if "changes" in request.POST:
        return _taken(request, seat)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    changes: list[Change] | None = None
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            changes = changes_of(seat=seat, content=form.cleaned_data["workbook"])
        except BadFile as bad:
            problems = [str(problem) for problem in bad.problems]
    return render(request, "judging/own_workbook.html", _context(seat, form, changes, problems))


@login_required
@require_GET
def own_workbook_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The workbook."""
    seat = own_seat(request, slug, name)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-{name}-my-sheets.xlsx"'}
    return HttpResponse(workbook_of(seat), content_type=XLSX, headers=headers)


def _taken(request: HttpRequest, seat: Seat) -> HttpResponse:
    try:
        packed = signing.loads(request.POST["changes"], salt=SALT + str(seat.pk), max_age=PREVIEW_HOLDS)
    except signing.BadSignature as error:
        raise StaleState(_("What you looked at is too old, so nothing was saved. Upload the file again.")) from error
    count = take_changes(seat=seat, packed=packed, actor=person_of(request))
    words = ngettext("%(n)d sheet is saved from your file.", "%(n)d sheets are saved from your file.", count)
    messages.success(request, words % {"n": count})
    return redirect(f"{reverse('judging:panel')}?cycle={seat.panel.cycle.label}")


def _context(seat: Seat, form: WorkbookForm, changes: list[Change] | None, problems: list[str]) -> dict[str, Any]:
    cycle = seat.panel.cycle
    context: dict[str, Any] = {
        "cycle": cycle,
        "form": form,
        "problems": problems[:20],
        "more": max(len(problems) - 20, 0),
        "judging": cycle.stage == Stage.JUDGING,
        "here": "judge",
        "changes": None,
    }
    if changes is None:
        return context
    titles = {criterion.code: criterion.title for criterion in criteria_in(own_sheets_held(seat))}
    context["changes"] = [
        (
            change,
            [Cell(titles[code], change.was[code], value) for code, value in change.values.items()],
            _worded(change, titles),
        )
        for change in changes
    ]
    context["signed"] = signing.dumps([change.packed for change in changes], salt=SALT + str(seat.pk), compress=True)
    return context


def _worded(change: Change, titles: dict[str, str]) -> list[tuple[str, str]]:
    """What the file changes in words: about each criterion, on the whole, and how sure the judge is."""
    found = [(titles[code], text) for code, text in change.words.items()]
    if change.comment is not None:
        found.append((_("Comment for the panel"), change.comment))
    if change.sure is not None:
        found.append((_("How sure"), str(Confidence(change.sure).label)))
    return found
