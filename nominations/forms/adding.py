"""What a nominator adds when asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AddForm(forms.Form):
    """A sentence or two more. Whom somebody means is kept for who matches the name, and no judge reads it."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("A sentence or two. It goes to the judges with what you have written."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a sentence or two. What you sent counts without it, too.")},
    )

    def __init__(self, *args: Any, who: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if who:
            self.fields["text"].help_text = _("Where it was, on which day, what they look after. Only we read it.")
