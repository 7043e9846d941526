from dataclasses import asdict
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from programmes.forms.plan import PresentationForm, PublicityRows
from programmes.queries.plans import presentation_of, publicity_of
from programmes.queries.standing import cycle_in_view
from programmes.services.presentation import save_presentation, save_publicity
from programmes.views.plan_page import open_plan


@login_required
def presentation(request: HttpRequest, slug: str) -> HttpResponse:
    """How the award is presented, and how it is made known."""
    page = open_plan(request, slug, "presentation")
    stored = presentation_of(page.programme)
    form = PresentationForm(request.POST or None, initial=asdict(stored) if stored else {})
    formset = PublicityRows(
        request.POST or None, initial=[asdict(line) for line in publicity_of(page.programme)], prefix="publicity"
    )
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        with transaction.atomic():
            save_presentation(programme=page.programme, presentation=form.line(), actor=page.user)
            save_publicity(programme=page.programme, publicity=formset.lines(), actor=page.user)
        return page.done(request, _("The presentation is saved."), "programmes:presentation")
    cycle = cycle_in_view(page.programme)
    presented_on = cycle.announce_at + timedelta(days=stored.offset_days) if cycle and stored else None
    context = page.context(form=form, formset=formset, cycle=cycle, presented_on=presented_on)
    return render(request, "programmes/presentation.html", context)
