from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import load
from programmes.access import managed_cycle
from programmes.queries.programmes import managed_by
from programmes.queries.rail import rail_for
from recognition import services as recognition
from recognition.forms import CitationForm, DesignForm
from recognition.models import Award, CertificateDesign
from recognition.queries.publishing import may_not_be_told, publishable
from recognition.refusals import NotAgreed
from recognition.requests import SignedInRequest


@login_required
def design(request: SignedInRequest, slug: str) -> HttpResponse:
    """How the programme's certificates look and who signs them."""
    programme = load(request, managed_by(request.user), "programmes.manage", slug=slug)
    stored = CertificateDesign.objects.filter(programme=programme).first() or CertificateDesign(programme=programme)
    form = DesignForm(request.POST or None, request.FILES or None, design=stored)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        recognition.change_design(
            programme=programme,
            actor=request.user,
            changes={name: given[name] for name in ("orientation", "signed_by", "signed_as")},
            signature=given["signature"],
            without_signature=given.get("without_signature", False),
        )
        messages.success(request, _("Certificates printed from now on look like this."))
        return redirect("recognition:design", slug)
    context = {
        "programme": programme,
        "form": form,
        "rail": rail_for(programme=programme, user=request.user),
        "here": "manage",
    }
    return render(request, "recognition/design.html", context)


@login_required
def citation(request: SignedInRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """The reason of one award in other words."""
    cycle = managed_cycle(request, slug, name)
    awards = Award.objects.filter(decision__cycle=cycle).select_related(
        "decision__entry__person",
        "decision__entry__team",
        "decision__entry__cycle",
        "decision__category",
        "decision__cycle__programme",
    )
    award = get_object_or_404(awards, pk=pk)
    form = CitationForm(request.POST or None, initial={"citation": award.citation})
    page = reverse("recognition:announce", args=[slug, name]) + "#certificates"
    if request.method == "POST" and form.is_valid():
        try:
            recognition.change_citation(award=award, actor=request.user, citation=form.cleaned_data["citation"])
        except NotAgreed as refusal:
            form.add_error("citation", str(refusal))
        else:
            messages.success(request, _("The words are changed; a certificate that was printed is printed again."))
            return redirect(page)
    context = {
        "cycle": cycle,
        "award": award,
        "form": form,
        "publishable": publishable(award.decision.entry),
        "untold": may_not_be_told(award.decision.entry),
        "page": page,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="announce"),
        "here": "manage",
    }
    return render(request, "recognition/citation.html", context)
