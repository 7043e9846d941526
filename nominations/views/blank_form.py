"""The customer's form before anything is typed: for each cycle and language it is the same for everybody."""

import hashlib
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from nominations.calculations.story_help import Advice
from nominations.consents import CURRENT
from nominations.forms.public import PublicNominationForm
from nominations.queries.questions import questions_of
from nominations.queries.what_counts import WhatCounts, what_counts
from nominations.remembered import remembered
from nominations.views.story_help import help_with
from programmes.models import Cycle

DATES = ("judging_at", "deliberating_at", "announce_at", "screening_at")


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
    """The form with nothing typed. The rules of an opened cycle cannot change; what else it shows is in the key."""
    depends_on = (
        get_language(),
        CURRENT,
        get_current_timezone_name(),
        cycle.pk,
        cycle.rulebook_id,
        cycle.programme.slug,
        *(getattr(cycle, field).isoformat() for field in DATES),
    )
    key = hashlib.sha256(repr(depends_on).encode()).hexdigest()
    return remembered(f"nomination-form:{key}", lambda: _blank(cycle))


def _blank(cycle: Cycle) -> Drawn:
    counts = what_counts(cycle)
    return drawn(PublicNominationForm(counts=counts, questions=questions_of(cycle)), cycle, counts, help_with({}))
