from django import forms
from django.utils.translation import gettext_lazy as _


class LaterForm(forms.Form):
    """Why the nominees of a cycle are told later, and when."""

    until = forms.DateField(
        label=_("They are told on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("At the latest on the day of the announcement."),
        error_messages={"required": _("Name the day on which they will be told.")},
    )
    reason = forms.CharField(
        label=_("Why not within the month"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: the winners are surprised by their customers at the summer party. It is kept."),
        error_messages={"required": _("Say why. One sentence is enough.")},
    )
