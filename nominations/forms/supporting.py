"""Add one's voice to a colleague's nomination."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nominations.consents import CURRENT, WORDINGS, wording_shown
from nominations.forms.story import LongText
from nominations.services.supporting import OwnWords

LONGEST = 2_000


class SupportForm(forms.Form):
    """A few words of one's own, which may be left out, and what may be done with them."""

    text = LongText(
        label=_("What did you see yourself?"),
        help_text=_(
            "Two or three sentences about what they did. The judges read them; your voice counts without, too."
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    consents = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in WORDINGS[CURRENT].asks.items():
            self.fields[name] = forms.BooleanField(label=label, help_text=hint, required=False)

    @property
    def wording_version(self) -> str:
        """The version of what is asked."""
        return CURRENT

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        """What may be done with the words."""
        return [self[name] for name in WORDINGS[CURRENT].asks]

    def words(self) -> OwnWords:
        """What was typed and agreed to, of a valid form; nothing is agreed to where nothing was typed."""
        said = self.cleaned_data
        text = said["text"].strip()
        agreed = {name: bool(text and said.get(name)) for name in WORDINGS[CURRENT].asks}
        return OwnWords(text=text, wording=wording_shown(said["consents"]) if text else "", **agreed)
