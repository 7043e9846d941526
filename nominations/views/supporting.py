"""Who is nominated already, as colleagues may see it, and adding one's voice to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.refusals import Refused
from nominations.forms.supporting import SupportForm
from nominations.queries.supporting import nominees_of, sees_nominees, shown_nominees, shown_one, why_not_support
from nominations.queries.window import cycle_to_nominate_for
from nominations.requests import SignedInRequest
from nominations.services.supporting import support
from programmes.models import Cycle
from programmes.queries.programmes import visible_to

ON_A_PAGE = 50


@login_required
def nominated(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everybody who is nominated in the open cycle, with a way to add one's voice."""
    cycle = _open_cycle(request, slug)
    if cycle is None:
        return redirect("nominations:nominate", slug)
    words = request.GET.get("q", "").strip()
    page = Paginator(nominees_of(cycle, request.user, words), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "q": words,
        "page": page,
        "shown": shown_nominees(cycle, request.user, [row["lead"] for row in page]),
    }
    return render(request, "nominations/nominated.html", context)


@login_required
def support_one(request: SignedInRequest, slug: str, category: str, kind: str, number: int) -> HttpResponse:
    """One nominee in one category: what may be read, and a form with a few words of one's own."""
    cycle = _open_cycle(request, slug)
    if cycle is None:
        return redirect("nominations:nominate", slug)
    shown = shown_one(cycle, request.user, category=category, kind=kind, number=number)
    if shown is None:
        raise Http404
    shown.lead.cycle = cycle
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            supporting = support(lead=shown.lead, actor=request.user, words=form.words())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Thank you. You support the nomination of %(nominee)s.")
            messages.success(request, words % {"nominee": shown.lead.nominee.name})
            return redirect("nominations:status", supporting.reference)
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "shown": shown,
        "form": form,
        "why_not": why_not_support(cycle, request.user, shown.lead),
    }
    return render(request, "nominations/support.html", context, status=422 if form.errors else 200)


def _open_cycle(request: SignedInRequest, slug: str) -> Cycle | None:
    """The cycle that takes nominations now, None where none does; not found where this person may not see its nominees."""
    programme = get_object_or_404(visible_to(request.user), slug=slug)
    cycle = cycle_to_nominate_for(programme, timezone.now())
    if cycle is None:
        return None
    cycle.programme = programme
    if not sees_nominees(cycle, request.user):
        raise Http404
    return cycle
