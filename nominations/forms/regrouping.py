"""What a manager says when entries are merged or split."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nominations.models import Entry
from programmes.enums import NomineeKind


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: whoever asks later reads these words.")},
    )


class MergeForm(forms.Form):
    """Into which entry, and why."""

    into = forms.ChoiceField(label=_("Make it one with"), error_messages={"required": _("Choose an entry.")})
    reason = _reason(_("Why they are one"))

    def __init__(self, *args: Any, others: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(other.pk): other for other in others}
        named = [(pk, f"{other.nominee_name} – {other.category.title} ({other})") for pk, other in self.others.items()]
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField)  # noqa: S101 — for mypy
        into.choices = [("", _("Choose an entry")), *named]

    def chosen(self) -> Entry:
        """The entry that was chosen, of a valid form."""
        return self.others[self.cleaned_data["into"]]


class SplitForm(forms.Form):
    """Which nominations, to whom, in which category, and why."""

    nominations = forms.MultipleChoiceField(
        label=_("Nominations that belong to somebody else"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Tick the nominations that belong to somebody else.")},
    )
    who = forms.CharField(
        label=_("Whom they are about"),
        help_text=_(
            "The whole name of the person or team, or the person’s email address. Leave it for another category only."
        ),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    category = forms.ChoiceField(label=_("In which category"))
    reason = _reason(_("Why they belong elsewhere"))

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        voices = entry.nominations.select_related("nominee", "supports").order_by("pk")
        self.voices = {str(voice.pk): voice for voice in voices}
        categories = entry.category.rulebook.categories.filter(nominee=entry.category.nominee)
        self.categories = {str(category.pk): category for category in categories}
        ticks, category = self.fields["nominations"], self.fields["category"]
        assert isinstance(ticks, forms.MultipleChoiceField)  # noqa: S101 — for mypy
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 — for mypy
        ticks.choices = [(pk, _voice_words(voice)) for pk, voice in self.voices.items()]
        category.choices = [(pk, found.title) for pk, found in self.categories.items()]
        category.initial = str(entry.category_id)

    def clean_nominations(self) -> list[str]:
        """What supports another of the entry goes where that one goes: both are ticked, or neither."""
        ticked: list[str] = self.cleaned_data["nominations"]
        apart = [
            f"{voice} – {voice.supports}"
            for pk, voice in self.voices.items()
            if str(voice.supports_id) in self.voices and (pk in ticked) != (str(voice.supports_id) in ticked)
        ]
        if apart:
            words = _("Some support others and go where these go. Tick both, or neither: %(pairs)s")
            raise forms.ValidationError(words, params={"pairs": "; ".join(apart)})
        return ticked

    @property
    def of_teams(self) -> bool:
        """Whether the entry is a team's."""
        return self.entry.category.nominee == NomineeKind.TEAM


def _voice_words(voice: Any) -> str:
    given = voice.nominee.name_given
    words = f"{voice.reference} – {voice.get_nominator_kind_display()}" + (f", “{given}”" if given else "")
    return f"{words}, " + gettext("supports %(reference)s") % {"reference": voice.supports} if voice.supports else words
