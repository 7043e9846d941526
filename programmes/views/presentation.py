from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.forms.plan import PresentationForm, PublicityForm
from programmes.plans.row_stamps import stamped_values
from programmes.queries.day_offsets import days_from_announcement
from programmes.queries.plans import presentation_of, publicity_of
from programmes.queries.publicity_kit import publicity_plan
from programmes.queries.standing import cycle_in_view
from programmes.services.presentation import change_presentation, remove_channel, save_channel
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import RowPage

STEP = "presentation"


@login_required
def presentation(request: HttpRequest, slug: str) -> HttpResponse:
    """How the award is presented, and how it is made known."""
    page = open_plan(request, slug, STEP)
    described = getattr(page.programme, "presentation", None)
    cycle = cycle_in_view(page.programme)
    context = page.context(
        described=described,
        cycle=cycle,
        presented_on=cycle.announce_at + timedelta(days=described.offset_days) if cycle and described else None,
        presented_when=days_from_announcement(described.offset_days) if described else "",
        channels=publicity_plan(page.programme, cycle),
    )
    return render(request, "programmes/presentation.html", context)


@login_required
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how it is presented."""
    page = open_plan(request, slug, STEP)
    stored = presentation_of(page.programme)
    values = stamped_values(stored) if stored else None
    form = PresentationForm(request.POST or None, initial=values or {})
    row = RowPage(request, form, values)
    programme, actor = page.programme, page.user
    if row.saved(
        lambda opened: change_presentation(programme=programme, presentation=form.line(), actor=actor, opened=opened)
    ):
        return page.done(request, _("The presentation is saved."), "programmes:presentation")
    return render(request, "programmes/presentation_edit.html", page.context(**row.context()), status=row.status)


@login_required
def new_channel(request: HttpRequest, slug: str) -> HttpResponse:
    """One more way of making the award known."""
    page = open_plan(request, slug, STEP)
    return _channel(request, page, PublicityForm(request.POST or None))


@login_required
def channel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change one channel."""
    page = open_plan(request, slug, STEP)
    stored = next((line for line in publicity_of(page.programme) if line.pk == pk), None)
    if stored is None and request.method != "POST":
        raise Http404
    values = stamped_values(stored) if stored else {}
    return _channel(request, page, PublicityForm(request.POST or None, initial=values), pk)


@login_required
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once, then take a channel off the list."""
    page = open_plan(request, slug, STEP)
    row = get_object_or_404(page.programme.publicity.select_related("programme"), pk=pk)
    if request.method == "POST":
        remove_channel(channel=row, actor=page.user)
        return page.done(request, _("“%(title)s” is removed.") % {"title": row}, "programmes:presentation")
    context = page.context(
        base_template="base_manage.html",
        title=_("Remove “%(title)s”?") % {"title": row},
        text=_("Its owner, its day and its budget are lost with it."),
        button=_("Remove the channel"),
        cancel_url=reverse("programmes:publicity", args=[slug, pk]),
    )
    return render(request, "confirm.html", context)


def _channel(request: HttpRequest, page: PlanPage, form: PublicityForm, pk: int | None = None) -> HttpResponse:
    row = RowPage(request, form, form.initial or None)
    programme, actor = page.programme, page.user
    if row.saved(lambda opened: save_channel(programme=programme, channel=form.line(pk), actor=actor, opened=opened)):
        return page.done(request, _("The channel is saved."), "programmes:presentation")
    context = page.context(**row.context(), stored=row.stored, pk=pk)
    return render(request, "programmes/publicity_edit.html", context, status=row.status)
