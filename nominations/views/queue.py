"""The manager's queue of a cycle's nominations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.remembering import until_next_act
from intake.numbers import whole_number
from nominations.enums import NominationState
from nominations.filters import QueueFilter
from nominations.queries.nominations import counts_by_state
from nominations.queries.queue import ON_A_PAGE, first_on_queue, queue_list
from nominations.queries.rules_read import rules_read
from nominations.queries.window import BEFORE_JUDGING
from nominations.requests import SignedInRequest
from nominations.services.screening import accept_eligible
from nominations.views.queue_rows import rows_of
from programmes.access import managed_cycle
from programmes.models import Cycle
from programmes.queries.rail import rail_for

NARROWING = ("q", "state", "category", "nominator_kind", "medium", "look", "unmatched")


@login_required
def queue(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """All that came in, with what speaks against what waits; accept by ticking."""
    cycle = managed_cycle(request, slug, name)
    if request.method == "POST":
        return _accept_ticked(request, cycle)
    read = rules_read(cycle)
    request.nominations_categories = read.categories  # for the filter's choices
    filtered = QueueFilter(request.GET, queryset=queue_list(cycle, request.user), request=request)
    counts = _counts(cycle, request.user)
    cycle.known_to_screen = counts[NominationState.SUBMITTED]  # type: ignore[attr-defined]  # for the rail
    narrowed = any(request.GET.get(key) for key in NARROWING)
    paginator = Paginator(filtered.qs, ON_A_PAGE)
    if not narrowed:
        paginator.count = counts["received"] - counts["concerned"]  # what it would ask the database again
    page = paginator.get_page(request.GET.get("page"))
    if page.number == 1 and not narrowed and "order" not in request.GET:
        page.object_list = first_on_queue(cycle, request.user)
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "filter": filtered,
        "narrowed": narrowed,
        "page": page,
        "rows": rows_of(cycle, list(page), read),
        "counts": counts,
        "order": request.GET.get("order", "-submitted"),
        "can_screen": cycle.stage in BEFORE_JUDGING,
    }
    return render(request, "nominations/queue.html", context)


def _counts(cycle: Cycle, user: User) -> dict[str, int]:
    key = f"nominations-by-state:{cycle.pk}:{user.pk}:{user.team_id}"
    return until_next_act(key, lambda: counts_by_state(cycle, user))


def _accept_ticked(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    ids = [pk for pk in map(whole_number, request.POST.getlist("nomination")) if pk is not None]
    screened = accept_eligible(cycle=cycle, actor=request.user, ids=ids)
    accepted, left = len(screened.accepted), len(set(ids) - {one.pk for one in screened.accepted})
    if not ids:
        messages.warning(request, _("Tick the nominations that you want to accept."))
    if accepted:
        words = ngettext("%(count)s nomination accepted.", "%(count)s nominations accepted.", accepted)
        messages.success(request, words % {"count": accepted})
    if left:
        words = ngettext("%(count)s was left: open it to see why.", "%(count)s were left: open them to see why.", left)
        messages.warning(request, words % {"count": left})
    return redirect(request.get_full_path())
