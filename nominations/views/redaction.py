"""What judges of a blind rulebook read: the list of what nobody has looked at, and one nomination side by side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import load
from intake.numbers import whole_number
from nominations.models import Nomination
from nominations.queries.identity import named, names_of, voice_of
from nominations.queries.judged_texts import answers_to_redact
from nominations.queries.redaction import Blinding
from nominations.queries.redaction_page import blinding_of, chosen_words, places_in, side_by_side
from nominations.queries.redactions import hides_names, redactable
from nominations.requests import SignedInRequest
from nominations.services.redacting import hide_everywhere, hide_words, look_at, show_words
from programmes.access import managed_cycle
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.queries.rail import rail_for

ON_A_PAGE = 20
RELATED = (
    "cycle__programme",
    "cycle__rulebook",
    "nominee",
    "nominator__team",
    "entry__person__team",
    "entry__team",
    "redaction__looked_by",
    "category",
)


@login_required
def redactions(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """What is hidden in each accepted nomination, in its few words of context; POST says that it was looked at."""
    cycle = managed_cycle(request, slug, name)
    found = redactable(cycle, request.user).select_related(*RELATED)
    if request.method == "POST":
        return _looked_at(request, cycle, list(found.filter(pk__in=_ticked(request))))
    left = found.filter(redaction__looked_at=None).count()
    page = Paginator(found.prefetch_related("evidence__member__person", answers_to_redact()), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "blind": hides_names(cycle),
        "left": left,
        "page": page,
        "rows": [(nomination, _places(nomination)) for nomination in page],
    }
    return render(request, "nominations/redactions.html", context)


@login_required
def redaction(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """One nomination: as it was written beside what judges read; POST hides words, shows them again, or says it is right."""
    cycle = managed_cycle(request, slug, name)
    visible = redactable(cycle, request.user).select_related(*RELATED)
    found = load(request, visible, "nominations.screen", reference=reference)
    if request.method == "POST":
        return _decided(request, found)
    blinding = blinding_of(found)
    texts = side_by_side(found, blinding)
    held = getattr(found, "redaction", None)
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "nomination": found,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "blind": hides_names(cycle),
        "texts": texts,
        "hidden": sum(len(text.places) for text in texts),
        "looked": held if held and held.looked_at else None,
        "open": not cycle.has_reached(Stage.DECIDED),
    }
    return render(request, "nominations/redaction.html", context)


def _decided(request: SignedInRequest, found: Nomination) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "looked":
        return _looked_at(request, found.cycle, [found])
    if act == "everywhere":
        count = hide_everywhere(nomination=found, words=request.POST.get("words", "")[:200], actor=request.user)
    elif act == "show":
        count = show_words(
            nomination=found, chosen=chosen_words(found, request.POST.getlist("word")), actor=request.user
        )
    else:
        count = hide_words(
            nomination=found, chosen=chosen_words(found, request.POST.getlist("word")), actor=request.user
        )
    said = (
        ngettext("Judges read %(count)s place again.", "Judges read %(count)s places again.", count)
        if act == "show"
        else ngettext("%(count)s place is hidden now.", "%(count)s places are hidden now.", count)
    )
    messages.success(request, said % {"count": count})
    return redirect("nominations:redaction", found.cycle.programme.slug, found.cycle.name, found.reference)


def _looked_at(request: SignedInRequest, cycle: Cycle, found: list[Nomination]) -> HttpResponse:
    """Say so, and go on to the next that nobody has looked at."""
    if not found:
        messages.warning(request, _("Tick those that you have looked at."))
    else:
        look_at(nominations=found, actor=request.user)
        words = ngettext("%(count)s story is looked at.", "%(count)s stories are looked at.", len(found))
        messages.success(request, words % {"count": len(found)})
    following = redactable(cycle, request.user).filter(redaction__looked_at=None).first()
    if following is None or request.POST.get("act") != "looked":
        return redirect(reverse("nominations:redactions", args=[cycle.programme.slug, cycle.name]))
    return redirect("nominations:redaction", cycle.programme.slug, cycle.name, following.reference)


def _ticked(request: SignedInRequest) -> list[int]:
    return [pk for pk in map(whole_number, request.POST.getlist("nomination")) if pk is not None]


def _places(nomination: Nomination) -> list[object]:
    """By its own names only: who else speaks for the entry is seen on the page of one nomination."""
    names = names_of(named(nomination.entry), [voice_of(nomination)]) if nomination.entry else {}
    return list(places_in(nomination, Blinding(names)))
