from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nominations.forms.addresses import LONGEST_ADDRESS


class ContactForm(forms.Form):
    """A nominator's name and address."""

    name = forms.CharField(label=_("Your name"), max_length=150, error_messages={"required": _("Write your name.")})
    email = forms.EmailField(
        label=_("Your email"),
        max_length=LONGEST_ADDRESS,
        help_text=_("A new address counts once you open the link that we send there."),
    )


class RemoveForm(forms.Form):
    """What becomes of the story when its nominator has their data removed."""

    story = forms.ChoiceField(
        label=_("And the story?"),
        choices=[
            ("stay", _("It stays in the competition, without my name")),
            ("go", _("Take it out and delete it, too")),
        ],
        widget=forms.RadioSelect,
        initial="stay",
        error_messages={"required": _("Choose what becomes of the story.")},
    )

    def __init__(self, *args: Any, may_go: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_go:
            story: Any = self.fields["story"]
            story.choices = story.choices[:1]
            story.help_text = _("The judges have it, so what was decided rests on it.")
