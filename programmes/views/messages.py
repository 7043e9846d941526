"""The messages of a launch: written, previewed for a sample person, scheduled, sent, and how far they reached."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.queries.people import person_by_email
from audit.refusals import Refused
from communications.library import UnknownTemplate, shipped
from programmes.enums import EDITABLE_STATES, MessageAudience, PlannedState
from programmes.forms.planned_message import CustomerListForm, PlannedMessageForm
from programmes.models import PlannedMessage
from programmes.plans.row_stamps import stamped_values
from programmes.queries.audiences import people_of, size_of
from programmes.queries.plan_launch import message_line
from programmes.queries.planned_wording import PLACEHOLDERS, facts_of, preview, shown_subject
from programmes.queries.reach import reach_of, reached_in_short
from programmes.queries.sending import job_of
from programmes.services.customer_lists import keep_customers
from programmes.services.opens import track_opens
from programmes.services.planned_messages import (
    change_message,
    draft_message,
    move_message,
    schedule_message,
)
from programmes.services.row_editing import Opened
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import RowPage

# The wordings that one may start from, in communications/library.
BEGINNINGS = {
    "launch": gettext_lazy("Announce it"),
    "launch_endorsement": gettext_lazy("A leader’s endorsement"),
    "launch_pilot": gettext_lazy("Begin a pilot"),
    "launch_reminder": gettext_lazy("Remind people"),
}


@login_required
def message_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every message of the launch, and whether opened ones are noted."""
    page = open_plan(request, slug, "launch")
    planned = list(page.programme.planned_messages.all())
    copies = reached_in_short(planned)
    facts = facts_of(page.programme, signed_by=None) if planned else {}
    rows = [(one, shown_subject(one, facts), copies.get(one.pk, 0)) for one in planned]
    context = page.context(
        tab="messages",
        rows=rows,
        now=timezone.now(),
    )
    return render(request, "programmes/launch_messages.html", context)


@login_required
def new_message(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a message; ``?from=launch`` begins with a wording that came with Laurel."""
    page = open_plan(request, slug, "launch")
    form = PlannedMessageForm(request.POST or None, initial=_beginning(request, page))
    if request.method == "POST" and form.is_valid():
        planned = draft_message(programme=page.programme, content=form.line(), actor=page.user)
        messages.success(request, _("The message is kept as a draft. Look at it, then let it be sent."))
        return redirect("programmes:launch_message", slug, planned.pk)
    context = page.context(tab="messages", form=form, placeholders=_named(), beginnings=BEGINNINGS)
    return render(request, "programmes/launch_message_new.html", context, status=422 if form.errors else 200)


@login_required
def message(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One message: its words while they may change, what it looks like for a sample person, and what can be done."""
    page = open_plan(request, slug, "launch")
    planned = _planned(page, pk)
    editable = planned.state in EDITABLE_STATES
    form = PlannedMessageForm.of(planned, request.POST or None) if editable else None
    row = RowPage(request, form, stamped_values(message_line(planned))) if form is not None else None
    if row is not None and form is not None and _saved(row, form, page, planned):
        return redirect("programmes:launch_message", slug, pk)
    sample, unknown = _sample(request, planned)
    context = page.context(
        tab="messages",
        planned=planned,
        editable=editable,
        **(row.context() if row else {"form": None}),
        placeholders=_named(),
        size=size_of(planned),
        sample=sample,
        unknown_sample=unknown,
        preview=preview(planned, name=sample.short_name if sample else _("customer"), signed_by=_signer(planned, page)),
        job=job_of(planned),
        now=timezone.now(),
    )
    return render(request, "programmes/launch_message.html", context, status=row.status if row else 200)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Schedule, send now, take back or cancel: ``act`` says which."""
    page = open_plan(request, slug, "launch")
    planned, act = _planned(page, pk), request.POST.get("act", "")
    if act in {"schedule", "now"}:
        at = timezone.now() if act == "now" else None
        schedule_message(planned=planned, actor=page.user, at=at)
        messages.success(
            request,
            _("It goes out within a minute.") if at else _("It is scheduled, and sends itself at its hour."),
        )
    elif act == "cancel":
        move_message(planned=planned, to=PlannedState.CANCELLED, actor=page.user)
        messages.success(request, _("It is cancelled and will not be sent."))
    else:
        move_message(planned=planned, to=PlannedState.DRAFT, actor=page.user)
        messages.success(request, _("It is a draft again."))
    return redirect("programmes:launch_message", slug, pk)


@login_required
def customers(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hand in the list of customers that a message goes to."""
    page = open_plan(request, slug, "launch")
    planned = _planned(page, pk)
    form = CustomerListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["file"]
        kept = keep_customers(planned=planned, customers=found, actor=page.user)
        words = ngettext("%(count)s customer is on the list.", "%(count)s customers are on the list.", kept)
        messages.success(request, words % {"count": kept})
        if found.doubles:
            words = ngettext("%(count)s row was a double.", "%(count)s rows were doubles.", found.doubles)
            messages.info(request, words % {"count": found.doubles})
        return redirect("programmes:launch_message", slug, pk)
    context = page.context(
        tab="messages", planned=planned, subject=_subject(planned), form=form, kept=planned.customers.count()
    )
    return render(request, "programmes/launch_customers.html", context, status=422 if form.errors else 200)


@login_required
def reach(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How far a message reached, by team."""
    page = open_plan(request, slug, "launch")
    planned = get_object_or_404(
        page.programme.planned_messages, pk=pk, state__in=[PlannedState.SENDING, PlannedState.SENT]
    )
    context = page.context(tab="messages", planned=planned, subject=_subject(planned), reach=reach_of(planned))
    return render(request, "programmes/launch_reach.html", context)


@login_required
@require_POST
def opens(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch on or off that opened messages are noted."""
    page = open_plan(request, slug, "launch")
    on = request.POST.get("on") == "yes"
    track_opens(programme=page.programme, on=on, actor=page.user)
    words = _("From the next message on, opening is noted, and each message says so.")
    return page.done(request, words if on else _("Opening is no longer noted."), "programmes:launch_messages")


def _planned(page: PlanPage, pk: int) -> PlannedMessage:
    found = page.programme.planned_messages.select_related("programme", "scheduled_by")
    return get_object_or_404(found, pk=pk)


def _beginning(request: HttpRequest, page: PlanPage) -> dict[str, object]:
    at = timezone.localtime() + timedelta(days=1)
    start: dict[str, object] = {"send_at": at.replace(hour=9, minute=0), "audience": MessageAudience.EVERYBODY}
    key = request.GET.get("from", "")
    if key not in BEGINNINGS:
        return start
    if key == "launch_pilot":
        start |= {
            "audience": MessageAudience.TEAMS,
            "teams": list(page.programme.pilot_teams.values_list("pk", flat=True)),
        }
    try:
        wording = shipped(key)
    except UnknownTemplate:
        return start
    return start | {"subject": wording.subject, "body": wording.body}


def _saved(row: RowPage, form: PlannedMessageForm, page: PlanPage, planned: PlannedMessage) -> bool:
    def save(opened: Opened | None) -> None:
        changed = change_message(planned=planned, content=form.line(), actor=page.user, opened=opened)
        messages.success(row.request, _("The message is saved.") if changed else _("Nothing was changed."))

    try:
        return row.saved(save)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False


def _sample(request: HttpRequest, planned: PlannedMessage) -> tuple[User | None, str]:
    """Whom the preview is for: whose address was asked for, else the first whom it goes to; and an address nobody has."""
    wanted = request.GET.get("sample", "").strip()
    if wanted:
        person = person_by_email(wanted)
        if person is not None and person.is_active:
            return person, ""
    return people_of(planned).first(), wanted


def _subject(planned: PlannedMessage) -> str:
    return shown_subject(planned, facts_of(planned.programme, signed_by=planned.scheduled_by))


def _signer(planned: PlannedMessage, page: PlanPage) -> User:
    return planned.scheduled_by or page.user


def _named() -> list[str]:
    return ["{{" + name + "}}" for name in PLACEHOLDERS]
