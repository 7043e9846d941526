"""People who were named: the manager's page about telling them, and their own page, which a signed link opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.queries.organisation import the_organisation
from audit.refusals import NotReady
from nominations.forms.telling import LaterForm
from nominations.models import LaterNotice, Notice
from nominations.queries.named import held_about, untold_in
from nominations.requests import SignedInRequest
from nominations.services.telling import ask_not_to_publish, tell_in_time, tell_later
from nominations.tokens import NAMED, opens
from programmes.access import managed_cycle
from programmes.enums import Stage
from programmes.queries.rail import rail_for


@login_required
def telling(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Who of those named has been told, who is when, and the decision to tell them later."""
    cycle = managed_cycle(request, slug, name)
    later = LaterNotice.objects.filter(cycle=cycle).select_related("decided_by").first()
    initial = {"until": later.until, "reason": later.reason} if later else {}
    form = LaterForm(request.POST or None, initial=initial)
    if request.method == "POST" and "in_time" in request.POST:
        tell_in_time(cycle=cycle, actor=request.user)
        messages.success(request, _("They are told within the month."))
        return redirect("nominations:telling", slug, name)
    if request.method == "POST" and form.is_valid():
        try:
            tell_later(cycle=cycle, actor=request.user, **form.cleaned_data)
        except NotReady as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, _("Kept, with your reason. On that day they are told without your doing."))
            return redirect("nominations:telling", slug, name)
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "untold": [one for one in untold_in(cycle) if one.person != request.user],
        "told": Notice.objects.filter(cycle=cycle).count(),
        "later": later,
        "form": form,
        "open": not cycle.has_reached(Stage.ANNOUNCED) and cycle.stage != Stage.CANCELLED,
    }
    return render(request, "nominations/telling.html", context, status=422 if form.errors else 200)


@never_cache
def named(request: HttpRequest, pk: int) -> HttpResponse:
    """What is held of somebody who was named, and whether their story may be published; POST says it."""
    notice = _opened(request, pk)
    if request.method == "POST":
        wish = request.POST.get("publish") != "yes"
        ask_not_to_publish(notice=notice, wish=wish)
        words = _("Your story will not be published.") if wish else _("Your story may be published.")
        messages.success(request, words)
        return redirect(request.get_full_path())
    context = {
        "notice": notice,
        "programme": notice.cycle.programme,
        "cycle": notice.cycle,
        "nominations": held_about(notice),
        "organisation_months": the_organisation().retention_months,
    }
    return render(request, "nominations/named.html", context)


def _opened(request: HttpRequest, pk: int) -> Notice:
    """The notice, if the token opens it or its person is signed in; 404 otherwise, as if there were none."""
    notice = Notice.objects.select_related("cycle__programme", "person").filter(pk=pk, person__is_active=True).first()
    if notice is None or not (
        opens(str(pk), NAMED, request.GET.get("token", "")) or request.user.pk == notice.person_id
    ):
        raise Http404
    return notice
