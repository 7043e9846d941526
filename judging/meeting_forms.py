"""Forms of the panel's meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.enums import Choice
from nominations.models import Entry


class MotionForm(forms.Form):
    """A question for the vote."""

    text = forms.CharField(
        label=_("The motion"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One question that can be answered with for or against."),
    )
    entry = forms.ModelChoiceField(
        label=_("About the entry"),
        queryset=Entry.objects.none(),
        required=False,
        to_field_name="reference",
        help_text=_("Who stands aside from it does not vote."),
    )

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: Any = self.fields["entry"]
        entry.queryset, entry.empty_label = entries, _("No entry in particular")
        entry.label_from_instance = lambda found: found.reference


class VoteForm(forms.Form):
    """One vote."""

    choice = forms.ChoiceField(label=_("Vote"), choices=Choice.choices, widget=forms.RadioSelect)


class TalkingPointForm(forms.Form):
    """What the panel should talk about."""

    why = forms.CharField(
        label=_("What should the panel talk about?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say it in a few words.")},
    )
