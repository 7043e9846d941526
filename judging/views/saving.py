"""How saving a sheet answers, of an entry and of a sample alike: one touch by script, and the whole form without it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.refusals import Refused
from judging.forms import SheetForm
from judging.queries.sheets import Held
from judging.services.overtaken_words import OvertakenWords
from judging.services.samples.scoring import SampleSaved
from judging.services.scoring import Overtaken, Saved
from programmes.models import Rulebook

S = TypeVar("S", Saved, SampleSaved)


def sheet_form(request: HttpRequest, rulebook: Rulebook | None, held: Mapping[str, Held]) -> SheetForm:
    """What was sent of a sheet, on the scale of its rules."""
    low, high = (rulebook.scale_low, rulebook.scale_high) if rulebook else (0, 0)
    return SheetForm(request.POST, codes=held, low=low, high=high)


def touched(form: SheetForm, save: Callable[[Mapping[str, str]], S]) -> JsonResponse:
    """Save one touch by ``save``, which takes the words by criterion; the time, the new version, what another tab had
    saved before and what it holds beside this, or what is wrong.
    """
    if not form.is_valid():
        return JsonResponse({"error": " ".join(str(e[0]) for e in form.errors.values())}, status=422)
    try:
        saved = save(form.comments)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse(
        {
            "saved": _now(),
            "version": saved.sheet.version,
            "overtaken": overtaken_in_words(saved.overtaken),
            "held": {f"score-{code}": f"{value.normalize():f}" for code, value in saved.elsewhere.items()},
        }
    )


def saved_whole(
    request: HttpRequest, form: SheetForm, held: Mapping[str, Held], save: Callable[[Mapping[str, str]], S]
) -> tuple[S | None, dict[str, str]]:
    """Save a form that came without script, and say so; None where it is wrong. Words on a criterion without a score are not
    saved: they come back by its code, to be shown again.
    """
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return None, {}
    alone = {
        code: words
        for code, words in form.comments.items()
        if words and code not in form.values and held[code].score is None
    }
    saved = save({code: words for code, words in form.comments.items() if code not in alone})
    for words in overtaken_in_words(saved.overtaken):
        messages.warning(request, words)
    if alone:
        messages.warning(
            request, _("Your words are kept with a score: give one to each criterion that you wrote about.")
        )
    else:
        messages.success(request, _("Saved %(time)s") % {"time": _now()})
    return saved, alone


def overtaken_in_words(overtaken: Iterable[Overtaken | OvertakenWords]) -> list[str]:
    """What another window had saved before, one sentence a value; words are told in full, for nothing else keeps them."""
    return [_overtaken(one) for one in overtaken]


def _overtaken(one: Overtaken | OvertakenWords) -> str:
    if isinstance(one, OvertakenWords):
        words = _("%(about)s: “%(was)s” was saved in another window; what you wrote here counts now.")
        return words % {"about": one.about, "was": one.was}
    words = _("%(criterion)s was saved as %(was)s in another window; your %(now)s counts now.")
    return words % {"criterion": one.criterion, "was": f"{one.was.normalize():f}", "now": f"{one.now.normalize():f}"}


def _now() -> str:
    return date_format(timezone.localtime(), "H:i")
