"""The part of a form that tells the story: four prompts, and single criteria for who wants to say more."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from nominations.consents import CURRENT, WORDINGS, Wording, wording_shown
from nominations.enums import EvidencePart
from nominations.queries.what_counts import WhatCounts, criteria_of
from nominations.services.stories import Story

LONGEST = 10_000

PROMPTS = {
    EvidencePart.SITUATION: (_("What was going on?"), _("The situation, before they did anything."), 4),
    EvidencePart.TASK: (_("What did you need?"), _("What you asked for, or what somebody had to sort out."), 3),
    EvidencePart.ACTION: (_("What did they do?"), _("The part that made you want to write this."), 5),
    EvidencePart.RESULT: (
        _("What was different afterwards?"),
        _("For you, for others, or for how things are done."),
        4,
    ),
}
TOO_LONG = _("This has %(show_value)s characters, and %(limit_value)s are the most. Shorten it a little.")
MISSING = {
    EvidencePart.ACTION: _("Say what they did. One sentence is enough."),
    EvidencePart.RESULT: _("Say what was different afterwards. One sentence is enough."),
}


class LongText(forms.CharField):
    """A text of several lines. A browser counts a line's end as one character and sends two: here it is one again, or a text
    that just fits the field would be refused.
    """

    def to_python(self, value: Any) -> Any:
        """The text with plain line ends."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


def text_area(label: Any, hint: Any, rows: int, *, missing: Any = "") -> forms.CharField:
    """A long text, which may be left empty unless ``missing`` gives the words that ask for it."""
    return LongText(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": TOO_LONG} | ({"required": missing} if missing else {}),
    )


class StoryForm(forms.Form):
    """Four prompts, and one text for each criterion. To be sent, it needs the action and the result, or words on a criterion."""

    consents = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, counts: list[WhatCounts], complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counts, self.complete = counts, complete
        self.criteria = criteria_of(counts)
        self.fields |= self.made_fields()

    def made_fields(self) -> dict[str, forms.Field]:
        """The fields that the rules ask for, beside those that every form of this kind has."""
        fields: dict[str, forms.Field] = {
            name: forms.BooleanField(label=label, help_text=hint, required=False)
            for name, (label, hint) in WORDINGS[CURRENT].asks.items()
        }
        for part, (label, hint, rows) in PROMPTS.items():
            missing = MISSING.get(part, "") if self.complete else ""
            fields[part.value] = text_area(label, hint, rows, missing=missing)
        for criterion in self.criteria:
            fields[f"evidence_{criterion.pk}"] = text_area(criterion.title, escape(criterion.meaning), 3)
        return fields

    @property
    def wording(self) -> Wording:
        """What the form says of the data."""
        return WORDINGS[CURRENT]

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        """What may be done with the story."""
        return [self[name] for name in WORDINGS[CURRENT].asks]

    def consents_given(self) -> dict[str, Any]:
        """What was agreed to, and in which wording, by the fields of Nomination; of a valid form."""
        agreed = {name: bool(self.cleaned_data.get(name)) for name in WORDINGS[CURRENT].asks}
        return agreed | {"consent_wording": wording_shown(self.cleaned_data.get("consents", ""))}

    @property
    def prompts(self) -> list[forms.BoundField]:
        """The four prompts, in order."""
        return [self[part.value] for part in PROMPTS]

    @property
    def by_criterion(self) -> list[forms.BoundField]:
        """One field for each criterion."""
        return [self[f"evidence_{criterion.pk}"] for criterion in self.criteria]

    @property
    def tells_by_criterion(self) -> bool:
        """Whether words on a criterion were typed, so that they are shown at once."""
        return any(field.value() for field in self.by_criterion)

    def clean(self) -> dict[str, Any]:
        """Words on a criterion are story enough: the prompts may then stay empty."""
        cleaned: dict[str, Any] = super().clean() or {}
        if any(cleaned.get(f"evidence_{criterion.pk}") for criterion in self.criteria):
            for part in MISSING:
                if self.has_error(part.value, code="required"):
                    del self.errors[part.value]
        return cleaned

    def story(self) -> Story:
        """What was told, of a valid form; words on a criterion of another category are left out."""
        category = self.cleaned_data.get("category")
        weighed = {c.pk for one in self.counts if category in (None, one.category) for c, _weight in one.criteria}
        return Story(
            parts={part.value: self.cleaned_data.get(part.value, "") for part in PROMPTS},
            criteria={pk: self.cleaned_data.get(f"evidence_{pk}", "") for pk in weighed},
        )


def category_field(counts: list[WhatCounts], label: Any) -> forms.TypedChoiceField:
    """A choice among these categories in plain words, which gives the category; hidden where there is only one."""
    categories = {str(one.category.pk): one.category for one in counts}
    field = forms.TypedChoiceField(
        choices=[
            (pk, f"{category.title} ({category.get_nominee_display().lower()})") for pk, category in categories.items()
        ],
        coerce=categories.__getitem__,
        label=label,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose what you nominate them for.")},
    )
    if len(categories) == 1:
        field.initial = next(iter(categories))
        field.widget = forms.HiddenInput()
    return field
