"""The manager's queue of a cycle's nominations."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import load
from intake.numbers import whole_number
from nominations.enums import NominationState, NominatorKind
from nominations.filters import QueueFilter
from nominations.models import Nomination
from nominations.queries.eligibility import Reason, reasons_against, speaks_against
from nominations.queries.enquiries import with_answers
from nominations.queries.nominations import counts_by_state, for_screening, queue_of, with_nominee_name, with_supporters
from nominations.queries.rules_read import rules_read
from nominations.queries.window import BEFORE_JUDGING, lets_support
from nominations.requests import SignedInRequest
from nominations.services.screening import accept_eligible
from programmes.models import Cycle
from programmes.queries.programmes import cycles_managed_by
from programmes.queries.rail import rail_for

ON_A_PAGE = 50
NARROWING = ("q", "state", "category", "nominator_kind", "medium", "look", "unmatched")
STATE_KINDS: dict[str, str] = {
    NominationState.SUBMITTED: "now",
    NominationState.ACCEPTED: "done",
    NominationState.DECLINED: "stop",
}


@dataclass(frozen=True)
class Row:
    """One nomination of the list: what speaks against it, and its state (with the look of it) and nominator in words."""

    nomination: Nomination
    against: list[Reason]
    state_words: str
    state_kind: str
    nominator_words: str


@login_required
def queue(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """All that came in, with what speaks against what waits; accept by ticking."""
    cycle = load(request, cycles_managed_by(request.user), "programmes.manage_cycle", programme__slug=slug, name=name)
    if request.method == "POST":
        return _accept_ticked(request, cycle)
    read = rules_read(cycle)
    request.nominations_categories = read.categories  # for the filter's choices
    received = with_answers(with_nominee_name(queue_of(cycle, request.user)))
    if lets_support(cycle):
        received = with_supporters(received)
    nominations = for_screening(received).order_by("-submitted_at", "-pk")
    filtered = QueueFilter(request.GET, queryset=nominations, request=request)
    counts = counts_by_state(cycle, request.user)
    cycle.known_to_screen = counts[NominationState.SUBMITTED]  # type: ignore[attr-defined]  # for the rail
    narrowed = any(request.GET.get(key) for key in NARROWING)
    paginator = Paginator(filtered.qs, ON_A_PAGE)
    if not narrowed:
        paginator.count = counts["received"] - counts["concerned"]  # what it would ask the database again
    page = paginator.get_page(request.GET.get("page"))
    waiting = [nomination for nomination in page if nomination.state == NominationState.SUBMITTED]
    against = {pk: speaks_against(reasons) for pk, reasons in reasons_against(cycle, waiting, read).items()}
    states = {state.value: str(state.label) for state in NominationState}
    kinds = {kind.value: str(kind.label) for kind in NominatorKind}
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "filter": filtered,
        "narrowed": narrowed,
        "page": page,
        "rows": [_row(nomination, against.get(nomination.pk, []), states, kinds) for nomination in page],
        "counts": counts,
        "order": request.GET.get("order", "-submitted"),
        "can_screen": cycle.stage in BEFORE_JUDGING,
    }
    return render(request, "nominations/queue.html", context)


def _row(nomination: Nomination, against: list[Reason], states: dict[str, str], kinds: dict[str, str]) -> Row:
    return Row(
        nomination=nomination,
        against=against,
        state_words=states[nomination.state],
        state_kind=_kind(nomination, against),
        nominator_words=kinds[nomination.nominator_kind],
    )


def _kind(nomination: Nomination, against: list[Reason]) -> str:
    """How its state looks: what goes with another nomination waits for it, and nothing is wrong with it."""
    if against:
        return "wait" if nomination.supports is not None and len(against) == 1 else "warn"
    return STATE_KINDS.get(nomination.state, "wait")


def _accept_ticked(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    ids = [pk for pk in map(whole_number, request.POST.getlist("nomination")) if pk is not None]
    screened = accept_eligible(cycle=cycle, actor=request.user, ids=ids)
    accepted, left = len(screened.accepted), len(ids) - len(screened.accepted)
    if not ids:
        messages.warning(request, _("Tick the nominations that you want to accept."))
    if accepted:
        words = ngettext("%(count)s nomination accepted.", "%(count)s nominations accepted.", accepted)
        messages.success(request, words % {"count": accepted})
    if left:
        words = ngettext("%(count)s was left: open it to see why.", "%(count)s were left: open them to see why.", left)
        messages.warning(request, words % {"count": left})
    return redirect(request.get_full_path())
