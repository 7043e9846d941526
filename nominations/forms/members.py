"""The part of a form that names the members of a nominated team and what each contributed."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nominations.forms.story import LongText
from nominations.queries.what_counts import WhatCounts
from nominations.services.members import LONGEST_NAME, LONGEST_TEXT, MOST, Contribution, read_members
from programmes.enums import NomineeKind
from programmes.models import Category

FEWEST_ROWS = 3
EMPTY_ROWS = 2


def _can_be_read(text: str) -> None:
    read_members(text)


def lines_field() -> LongText:
    """Members as free text, a line each: works everywhere, without a script."""
    return LongText(
        label=gettext_lazy("Who was part of it, and what did each do?"),
        help_text=gettext_lazy("A line for each: “Grace: rang every customer back”. Leave it empty if you don’t know."),
        required=False,
        max_length=MOST * (LONGEST_NAME + LONGEST_TEXT),
        validators=[_can_be_read],
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def team_categories(counts: list[WhatCounts]) -> list[Category]:
    """The categories whose nominee is a team."""
    return [one.category for one in counts if one.category.nominee == NomineeKind.TEAM]


def typed_lines(cleaned: dict[str, Any]) -> list[Contribution]:
    """The members of a valid form whose field is “members”; nobody where the nominee is no team."""
    category: Category | None = cleaned.get("category")
    if category is None or category.nominee != NomineeKind.TEAM:
        return []
    return read_members(cleaned.get("members", ""))


class MemberRows:
    """Rows of a name and what they did, as many as were sent and two empty ones, within a form (``draft.members-0-name``)."""

    def __init__(self, form: forms.Form, named: list[Contribution]) -> None:
        self._form = form
        sent = [name for name in form.data if name.startswith("members-") and name.endswith("-name")]
        wanted = len(sent) if form.is_bound else max(FEWEST_ROWS, len(named) + EMPTY_ROWS)
        self._numbers = range(min(wanted, MOST))
        for number in self._numbers:
            one = named[number] if number < len(named) else Contribution("")
            form.fields[f"members-{number}-name"] = _name_field(number, one)
            form.fields[f"members-{number}-did"] = _did_field(number, one)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each row's two fields, for the page."""
        return [(self._form[f"members-{number}-name"], self._form[f"members-{number}-did"]) for number in self._numbers]

    def clean(self) -> None:
        """What somebody did belongs to a name."""
        for number in self._numbers:
            name, did = self._said(number)
            if did and not name:
                self._form.add_error(f"members-{number}-name", _("Say who did this."))

    def named(self) -> list[Contribution]:
        """Whom a valid form names."""
        said = [self._said(number) for number in self._numbers]
        return [Contribution(name, did) for name, did in said if name]

    def _said(self, number: int) -> tuple[str, str]:
        typed = self._form.cleaned_data
        return typed.get(f"members-{number}-name", "").strip(), typed.get(f"members-{number}-did", "").strip()


def _name_field(number: int, one: Contribution) -> forms.CharField:
    attrs = {
        "list": "member-names",
        "autocomplete": "off",
        "data-hx-get": reverse_lazy("nominations:member_names"),
        "data-hx-trigger": "input changed delay:250ms",
        "data-hx-target": "#member-names",
    }
    return forms.CharField(
        label=_("Name %(number)s") % {"number": number + 1},
        initial=one.name,
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=attrs),
    )


def _did_field(number: int, one: Contribution) -> forms.CharField:
    return LongText(
        label=_("What did they do?"),
        initial=one.did,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(
            attrs={"rows": 2, "aria-label": _("What did person %(number)s do?") % {"number": number + 1}}
        ),
    )
