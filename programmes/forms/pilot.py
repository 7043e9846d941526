from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Team


class PilotForm(forms.Form):
    """The teams that begin."""

    teams = forms.ModelMultipleChoiceField(
        label=_("Teams that begin"),
        queryset=Team.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The teams below them take part too."),
        error_messages={"required": _("Choose at least one team, or open it to everybody.")},
    )
