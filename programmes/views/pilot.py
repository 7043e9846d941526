from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Team, User
from programmes.forms.pilot import PilotForm
from programmes.queries.pilot import pilot_scope
from programmes.services.pilot import set_pilot
from programmes.views.plan_page import open_plan


@login_required
def pilot(request: HttpRequest, slug: str) -> HttpResponse:
    """Which teams begin; starts the pilot, or makes it larger or smaller."""
    page = open_plan(request, slug, "launch")
    chosen = list(page.programme.pilot_teams.order_by("name"))
    form = PilotForm(request.POST or None, initial={"teams": [team.pk for team in chosen]})
    if request.method == "POST" and form.is_valid():
        set_pilot(programme=page.programme, teams=form.cleaned_data["teams"], actor=page.user)
        return page.done(request, _("Only the chosen teams take part now."), "programmes:launch_pilot")
    scope = pilot_scope(page.programme).team_ids
    context = page.context(
        tab="pilot",
        form=form,
        chosen=chosen,
        below=Team.objects.filter(pk__in=scope).count() - len(chosen) if scope else 0,
        people=User.objects.filter(is_active=True, team__in=scope).count() if scope else 0,
        everybody=User.objects.filter(is_active=True, is_external=False).count(),
    )
    return render(request, "programmes/launch_pilot.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def widen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the programme to everybody."""
    page = open_plan(request, slug, "launch")
    set_pilot(programme=page.programme, teams=[], actor=page.user)
    return page.done(request, _("It is open to everybody now."), "programmes:launch_pilot")
