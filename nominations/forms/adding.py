"""What a nominator adds when asked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddForm(forms.Form):
    """A sentence or two more."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("A sentence or two. It goes to the judges with what you have written."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a sentence or two. What you sent counts without it, too.")},
    )
