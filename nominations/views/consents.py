"""The record of consents: the manager's page of a cycle, and the nominator's own, where one can be taken back."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from nominations.consents import WORDINGS
from nominations.enums import ConsentRoute
from nominations.filters import ConsentFilter
from nominations.models import Consent
from nominations.queries.consents import record_of, words_of
from nominations.requests import SignedInRequest
from nominations.services.consenting import change_consent
from nominations.tokens import STATUS
from nominations.views.follow import opened, signed_in_nominator, status_address
from programmes.access import managed_cycle
from programmes.queries.rail import rail_for

ON_A_PAGE = 50


@login_required
def record(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Who agreed to what, in which words, when and by which way, and when it was taken back."""
    cycle = managed_cycle(request, slug, name)
    filtered = ConsentFilter(request.GET, queryset=record_of(cycle, request.user), request=request)
    page = Paginator(filtered.qs, ON_A_PAGE).get_page(request.GET.get("page"))
    routes = {route.value: route.label for route in ConsentRoute}
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "filter": filtered,
        "narrowed": any(request.GET.get(key) for key in ("q", "purpose", "standing")),
        "page": page,
        "rows": [(one, _who(one), words_of(one.purpose, one.wording), routes.get(one.back_route, "")) for one in page],
        "wordings": WORDINGS.values(),
        "beside": [line for path in settings.CONSENTS_BESIDE for line in import_string(path)(cycle)],
    }
    return render(request, "nominations/consents.html", context)


def _who(consent: Consent) -> str:
    if consent.notice is not None:
        return consent.notice.person.full_name
    return consent.nomination.nominator_name if consent.nomination is not None else ""


@never_cache
@require_POST
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """A nominator takes a consent back, or gives it again; it holds at once."""
    nomination = opened(request, reference, STATUS)
    given = request.POST.get("given") == "yes"
    changed = change_consent(
        nomination=nomination,
        purpose=request.POST.get("what", ""),
        given=given,
        actor=signed_in_nominator(request, nomination),
    )
    if changed:
        words = _("Thank you. We have noted that you agree.")
        messages.success(request, words if given else _("It is taken back, from this moment on."))
    return redirect(f"{status_address(nomination)}#consents")
