"""How a manager puts a panel together: who would fit, somebody from outside, how it works, what its judges promise."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import person_of
from audit.refusals import Refused
from judging.models import Panel
from judging.queries.composition import composition_of
from judging.queries.conflicts import conflicts_of_candidates
from judging.queries.terms import terms_for, written_terms
from judging.seat_forms import CandidatesForm, OutsideJudgeForm, PanelForm, TermsForm
from judging.services.outside import invite_from_outside
from judging.services.panels import set_up_panel
from judging.services.terms import write_terms
from judging.terms_text import shipped_terms
from judging.views.cycles import overseen_cycle, page_of


@login_required
def candidates(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Would-be judges: which entries a rule would keep from each, and whom the panel lacks. Nobody is told; nothing is kept."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    form = CandidatesForm(request.POST or None)
    people = form.cleaned_data["people"] if request.method == "POST" and form.is_valid() else []
    found = conflicts_of_candidates(cycle, people) if people else {}
    context = page_of(
        request,
        cycle,
        "judging",
        form=form,
        candidates=[(person, found[person.pk]) for person in people],
        spreads=composition_of(cycle, people),
    )
    return render(request, "judging/candidates.html", context)


@login_required
def outside(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Invite somebody from outside the organisation."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    form = OutsideJudgeForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        try:
            seat = invite_from_outside(cycle=cycle, actor=person_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("%(name)s is invited by email.") % {"name": seat.judge.full_name})
            return redirect("judging:seats", slug=slug, name=name)
    return render(request, "judging/outside.html", page_of(request, cycle, "judging", form=form))


@login_required
def set_up(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The panel's quorum, and how long a review may be asked for."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    panel = Panel.objects.filter(cycle=cycle).first() or Panel(cycle=cycle)
    form = PanelForm(request.POST or None, initial={"quorum": panel.quorum, "appeal_days": panel.appeal_days})
    if request.method == "POST" and form.is_valid():
        set_up_panel(cycle=cycle, actor=person_of(request), **form.cleaned_data)
        messages.success(request, _("The panel is set up so."))
        return redirect("judging:seats", slug=slug, name=name)
    return render(request, "judging/set_up.html", page_of(request, cycle, "judging", form=form))


@login_required
def panel_terms(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What the judges of this programme sign; POST writes new words for panels on which nobody has signed yet."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    now = written_terms(cycle.programme) or written_terms(None)
    form = TermsForm(request.POST or None, initial={"text": now.text if now else shipped_terms()})
    if request.method == "POST" and form.is_valid():
        programme = None if request.POST.get("for") == "everyone" and request.user.is_staff else cycle.programme
        try:
            write_terms(programme=programme, text=form.cleaned_data["text"], actor=person_of(request))
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("These are the terms for panels on which nobody has signed yet."))
            return redirect("judging:seats", slug=slug, name=name)
    context = page_of(request, cycle, "judging", form=form, signed=terms_for(cycle), now=now)
    return render(request, "judging/panel_terms.html", context)
