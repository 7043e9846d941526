from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from judging.queries.remarks import released_keys
from judging.services.releasing import release_remarks, remarks_to_release
from judging.views.cycles import overseen_cycle, page_of
from programmes.models import Category


@login_required
def release(request: HttpRequest, slug: str, name: str, category: str) -> HttpResponse:
    """The chair ticks the judges' comments of a category that nominees may read."""
    cycle = overseen_cycle(request, slug, name, "judging.release")
    found = get_object_or_404(Category, rulebook=cycle.rulebook_id, code=category)
    if request.method == "POST":
        count = release_remarks(cycle=cycle, category=found, chosen=request.POST.getlist("chosen"), actor=request.user)  # type: ignore[arg-type]  # login_required
        words = ngettext("%(n)d comment is released.", "%(n)d comments are released.", count)
        messages.success(request, words % {"n": count})
        return redirect("judging:results", slug=slug, name=name)
    remarks = remarks_to_release(cycle, found, request.user)  # type: ignore[arg-type]  # login_required
    entries = [(reference, list(group)) for reference, group in groupby(remarks, key=lambda remark: remark.entry)]
    context = page_of(request, cycle, "results", category=found, entries=entries, released=released_keys(cycle, found))
    return render(request, "judging/release.html", context)
