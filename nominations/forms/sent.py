"""The customer's form as it was sent. Making thirty fields takes as long as reading them, so they are kept and shared."""

from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from audit.digests import text_digest
from nominations.forms.public import PublicNominationForm
from nominations.queries.what_counts import WhatCounts
from programmes.models import Category, FormQuestion


@dataclass(frozen=True)
class Asks:
    """What a form asks. Two are equal where their fields are the same: ``says`` holds all that a field is made of."""

    says: tuple[Any, ...]
    counts: list[WhatCounts] = field(compare=False)
    questions: list[FormQuestion] = field(compare=False)


class SentNominationForm(PublicNominationForm):
    """The same form, to be read: its fields are those of every such form in this process. Before it is drawn it takes its own
    (``take_own_fields``), for drawing changes them.
    """

    def made_fields(self) -> dict[str, forms.Field]:
        """The kept fields."""
        return dict(_kept_fields(_asks(self.counts, self.questions)))

    def clean_category(self) -> Category:
        """The category as this request has read it; the kept field gives the one that it was made with."""
        chosen = self.cleaned_data["category"]
        return next(one.category for one in self.counts if one.category == chosen)

    def take_own_fields(self) -> None:
        """Copy the fields, for this form alone."""
        self.fields = deepcopy(self.fields)
        self._bound_fields_cache: dict[str, forms.BoundField] = {}


SentNominationForm.base_fields = {}  # Django would copy each for each form


# What differs from one sending of the same to the next.
NOT_SAID = {"csrfmiddlewaretoken", "opened"}


def digest_of(request: HttpRequest) -> str:
    """A digest of all that was typed, ticked and chosen; two sendings of the same form have the same."""
    said = sorted((name, *texts) for name, texts in request.POST.lists() if name not in NOT_SAID)
    files = [(name, one.name, one.size) for name, some in request.FILES.lists() for one in some]
    return text_digest(repr((said, files)))


@lru_cache(maxsize=100)
def _kept_fields(asks: Asks) -> dict[str, forms.Field]:
    form = PublicNominationForm(counts=asks.counts, questions=asks.questions)
    for one in form.fields.values():
        # A form asks of each hint whether it is empty, which would translate it each time.
        one.help_text = str(one.help_text)
    return form.fields


def _asks(counts: list[WhatCounts], questions: list[FormQuestion]) -> Asks:
    categories = [
        (
            one.category.pk,
            one.category.title,
            one.category.nominee,
            *((c.pk, c.title, c.meaning) for c, _weight in one.criteria),
        )
        for one in counts
    ]
    asked = [(one.pk, one.title, one.help, one.kind, one.required, *one.choices) for one in questions]
    says = (get_language(), *settings.ATTACHMENTS.values(), tuple(categories), tuple(asked))
    return Asks(says, counts, questions)
