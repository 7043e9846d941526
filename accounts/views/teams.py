from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import services
from accounts.access import person_of, require
from accounts.forms import JobRoleForm, TeamForm
from accounts.models import JobRole, Team
from accounts.queries.teams import job_roles, team_tree
from audit.refusals import Refused


@login_required
def teams(request: HttpRequest) -> HttpResponse:
    """The tree of teams."""
    require(request, "accounts.manage_people")
    return render(request, "accounts/teams.html", {"rows": team_tree(), "nav": "teams"})


@login_required
def team(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One team, or a new one."""
    require(request, "accounts.manage_people")
    found = get_object_or_404(Team, pk=pk) if pk else None
    form = TeamForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_team(team=found, actor=person_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("parent", str(refusal))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved})
            return redirect("accounts:teams")
    return render(request, "accounts/team.html", {"form": form, "team": found, "nav": "teams"})


@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """All job roles."""
    require(request, "accounts.manage_people")
    return render(request, "accounts/roles.html", {"roles": job_roles(), "nav": "roles"})


@login_required
def role(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One job role, or a new one."""
    require(request, "accounts.manage_people")
    found = get_object_or_404(JobRole, pk=pk) if pk else None
    form = JobRoleForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        saved = services.save_job_role(role=found, actor=person_of(request), **form.cleaned_data)
        messages.success(request, _("%(name)s is saved.") % {"name": saved})
        return redirect("accounts:roles")
    return render(request, "accounts/role.html", {"form": form, "role": found, "nav": "roles"})
