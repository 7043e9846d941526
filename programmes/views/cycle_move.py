from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.refusals import NotReady, Refused
from programmes.access import managed_cycle
from programmes.enums import Stage
from programmes.forms.cycle_move import ReasonForm
from programmes.queries.rail import rail_for
from programmes.queries.readiness import missing_for
from programmes.queries.standing import is_step_back, moves_by_hand
from programmes.services.cycles import move_cycle


@login_required
def move(request: HttpRequest, slug: str, name: str, stage: str) -> HttpResponse:
    """Move a cycle by hand: say what will happen, ask why, do it."""
    cycle = managed_cycle(request, slug, name)
    if stage not in Stage.values:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            move_cycle(cycle=cycle, to=stage, actor=request.user, reason=reason)  # type: ignore[arg-type]  # login_required
        except NotReady as refusal:
            form.add_error(None, [str(refusal), *refusal.missing])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = {"cycle": cycle.known_as, "stage": Stage(cycle.stage).label}
            messages.success(request, _("%(cycle)s is now in the stage “%(stage)s”.") % words)
            return redirect("programmes:cycle", slug, name)
    context = {
        "cycle": cycle,
        "to": Stage(stage),
        "legal": stage in moves_by_hand(cycle),
        "back": is_step_back(cycle.stage, stage),
        "missing": missing_for(cycle, stage),
        "form": form,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle),
        "here": "manage",
    }
    return render(request, "programmes/cycle_move.html", context)
