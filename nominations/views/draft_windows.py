"""A draft that is open twice, in two windows or on two devices: the older page must not write over what the other has saved."""

from collections.abc import Callable
from functools import wraps
from secrets import token_urlsafe

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nominations.enums import CONSENT_FIELDS
from nominations.forms.colleague import ColleagueNominationForm
from nominations.models import Nomination

WINDOW, SEEN = "window", "seen"
REMEMBERED = 30 * 24 * 3600
"""Seconds for which it is known which window saved last; after that no page is warned any more."""

# What a page sends along that nobody has written.
NOT_TYPED = {
    "csrfmiddlewaretoken",
    "act",
    "category",
    "consents",
    "remove_files",
    WINDOW,
    SEEN,
    *CONSENT_FIELDS.values(),
}

Page = Callable[..., HttpResponse]


def carried_by(request: HttpRequest, nomination: Nomination) -> dict[str, str]:
    """What the page carries: a name of its own, and when what it shows was saved."""
    return {WINDOW: request.POST.get(WINDOW) or token_urlsafe(12), SEEN: _when(nomination)}


def saved_elsewhere(request: HttpRequest, nomination: Nomination) -> bool:
    """Whether another window has saved the draft since this page was made. One page may save often: that is no other."""
    window, seen = request.POST.get(WINDOW, ""), request.POST.get(SEEN, "")
    if not window or seen == _when(nomination):
        return False
    return bool(cache.get(_key(nomination), window) != window)


def note_window(request: HttpRequest, nomination: Nomination) -> None:
    """Remember which window saved last."""
    window = request.POST.get(WINDOW, "")
    if window:
        cache.set(_key(nomination), window, REMEMBERED)


def warn(form: ColleagueNominationForm, nomination: Nomination) -> None:
    """Say so on the page, which then shows what was typed here; sent again, it holds."""
    when = timezone.localtime(nomination.saved_at).strftime("%H:%M") if nomination.saved_at else ""
    words = _(
        "You have changed this draft in another window, at %(when)s. What stands here takes the place of that if you save it"
        " again."
    )
    form.add_error(None, words % {"when": when})


def says_when_signed_out(page: Page) -> Page:
    """Whoever was signed out meanwhile (in another window, or after a fortnight) reads what they typed instead of losing it."""

    @wraps(page)
    def told(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated:
            return page(request, slug, reference)
        if request.POST.get("act") == "autosave":
            return render(request, "nominations/partials/not_saved.html", {"signed_out": True})
        typed = [str(text) for name, text in request.POST.items() if name not in NOT_TYPED and str(text).strip()]
        return render(request, "nominations/signed_out.html", {"typed": typed}, status=401)

    return told


def _when(nomination: Nomination) -> str:
    return nomination.saved_at.isoformat() if nomination.saved_at else ""


def _key(nomination: Nomination) -> str:
    return f"nominations:draft-window:{nomination.pk}"
