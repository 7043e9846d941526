from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import load
from evaluation.forms import LogForm
from evaluation.services.reviewing import write_log
from programmes.queries.programmes import managed_by
from programmes.queries.rail import rail_for

LINES_A_PAGE = 30


@login_required
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """The reflective log of a programme: what happened, and what it taught."""
    programme = load(request, managed_by(request.user), "evaluation.keep_log", slug=slug)  # type: ignore[arg-type]  # signed in
    form = LogForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        write_log(programme=programme, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Written down."))
        return redirect("evaluation:log", slug)
    lines = programme.log.select_related("author", "cycle")
    return render(
        request,
        "evaluation/log.html",
        {
            "rail": rail_for(programme=programme, user=request.user, current="log"),
            "programme": programme,
            "form": form,
            "page": Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page")),
            "here": "manage",
        },
    )
