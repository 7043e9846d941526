"""The customer's form before anything is typed: for each cycle and language it is the same for everybody."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from nominations.calculations.story_help import Advice
from nominations.channels import PARAMETER
from nominations.consents import CURRENT
from nominations.forms.public import PublicNominationForm
from nominations.queries.questions import questions_of
from nominations.queries.what_counts import WhatCounts, what_counts
from nominations.queries.window import open_to_visitors
from nominations.remembered import remembered
from nominations.tokens import form_opened
from nominations.views.story_help import help_with
from prepared import Place, prepared
from programmes.models import Cycle

# What the page shows of a cycle and its programme. The rules of an opened cycle cannot change.
SHOWN = (
    "pk",
    "rulebook_id",
    "name",
    "title",
    "judging_at",
    "deliberating_at",
    "announce_at",
    "screening_at",
    "programme__slug",
    "programme__title",
    "programme__accent",
)
# The field that says for which cycle a form was opened: the next one may have begun when it is sent.
FOR_CYCLE = "cycle"
# Stands in the page that is remembered where each visitor's own copy has what is theirs.
CARRIED = SafeString("<!-- carried -->")


@dataclass(frozen=True)
class Drawn:
    """The form's fields, and what is said beside them."""

    fields: SafeString
    aside: SafeString


def drawn(form: PublicNominationForm, cycle: Cycle, counts: list[WhatCounts], advice: Advice) -> Drawn:
    """A form as it stands."""
    beside = {"cycle": cycle, "rulebook": cycle.rulebook, "counts": counts, "programme": cycle.programme}
    return Drawn(
        fields=render_to_string("nominations/partials/public_fields.html", {"form": form, "help": advice}),
        aside=render_to_string("nominations/partials/what_counts.html", beside),
    )


def blank(cycle: Cycle) -> Drawn:
    """The form with nothing typed."""
    counts = what_counts(cycle)
    return drawn(PublicNominationForm(counts=counts, questions=questions_of(cycle)), cycle, counts, help_with({}))


def page_of(
    cycle: Cycle, shown: Drawn, *, hidden: SafeString, form: PublicNominationForm | None = None
) -> dict[str, Any]:
    """What nominations/nominate.html draws; ``hidden`` are the fields that nobody sees."""
    beside = {"programme": cycle.programme, "cycle": cycle, "form": form, "hidden": hidden}
    return {**beside, "fields": shown.fields, "aside": shown.aside}


def carried(request: HttpRequest, *, cycle: int, opened: str, uploads: str = "") -> SafeString:
    """The fields that nobody sees: what proves that the form is ours, for which cycle and when it was opened, files kept, and
    the channel.
    """
    channel = request.POST.get(PARAMETER) or request.GET.get(PARAMETER)
    fields = [
        (FOR_CYCLE, str(cycle)),
        ("opened", opened),
        *((name, text) for name, text in (("uploads", uploads), (PARAMETER, channel)) if text),
    ]
    return csrf_input(request) + format_html_join("\n", '<input type="hidden" name="{}" value="{}">', fields)


def opened_for_another(request: HttpRequest, cycle: Cycle) -> bool:
    """Whether a form comes that was opened while another cycle took nominations; one that does not say is this one's."""
    return request.POST.get(FOR_CYCLE, str(cycle.pk)) != str(cycle.pk)


def blank_page(request: HttpRequest, slug: str) -> HttpResponse | None:
    """The page with nothing typed, for a visitor; None for who carries a session or messages, and where nothing is open.

    Drawn once for everybody: what it shows of the cycle and of the organisation is in the key.
    """
    if request.method != "GET" or {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys():
        return None
    shown = _shown.first(slug=slug, at=timezone.now())
    if shown is None:
        return None
    organisation = request.organisation  # type: ignore[attr-defined]  # OrganisationTimeMiddleware sets it
    depends_on = (
        shown,
        (organisation.name, organisation.logo.name, organisation.accent),
        (get_language(), get_current_timezone_name(), CURRENT),
    )
    key = hashlib.sha256(repr(depends_on).encode()).hexdigest()
    page = remembered(f"nomination-form:{key}", lambda: _drawn_page(request, shown[0]))
    return HttpResponse(page.replace(CARRIED, carried(request, cycle=shown[0], opened=form_opened()), 1))


@prepared(slug=str, at=datetime)
def _shown(slug: Place, at: Place) -> QuerySet[Cycle, Any]:
    now_open: QuerySet[Cycle] = open_to_visitors.made(slug, at)
    return now_open.values_list(*SHOWN)


def _drawn_page(request: HttpRequest, cycle_id: int) -> str:
    cycle = Cycle.objects.select_related("programme", "rulebook").get(pk=cycle_id)
    return render_to_string("nominations/nominate.html", page_of(cycle, blank(cycle), hidden=CARRIED), request)
