from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import load
from evaluation.forms import ActionForm
from evaluation.queries.actions import visible_to
from evaluation.services.actions import add_action, finish_action, reopen_action
from evaluation.views.loading import cycle_to_evaluate
from programmes.queries.rail import rail_for


@login_required
def add(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Resolve on an improvement."""
    cycle = cycle_to_evaluate(request, slug, name)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_action(cycle=cycle, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The improvement is noted, and its owner sees it under “For you”."))
        return redirect("evaluation:evaluate", slug, name)
    rail = rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="evaluate")
    context = {"rail": rail, "cycle": cycle, "form": form, "here": "manage"}
    return render(request, "evaluation/action_add.html", context)


@login_required
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One improvement, for its owner and the managers: tick it off, or take it up again."""
    found = load(request, visible_to(request.user), "evaluation.finish_action", pk=pk)
    if request.method == "POST":
        if request.POST.get("to") == "open":
            reopen_action(action=found, actor=request.user)  # type: ignore[arg-type]  # signed in
        else:
            finish_action(action=found, actor=request.user)  # type: ignore[arg-type]  # signed in
            messages.success(request, _("Done. It will be named in the next rules’ change note."))
        return redirect("evaluation:action", pk)
    manages = request.user.has_perm("evaluation.evaluate", found.cycle)
    return render(request, "evaluation/action.html", {"action": found, "manages": manages})
