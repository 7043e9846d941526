from django import forms
from django.utils.translation import gettext_lazy as _


class TargetForm(forms.Form):
    """How many nominations are hoped for; empty for no target."""

    target = forms.IntegerField(label=_("Nominations hoped for"), min_value=1, max_value=100_000, required=False)
