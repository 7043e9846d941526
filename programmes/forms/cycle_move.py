from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something is done by hand; the trail keeps it, so it names nobody."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        error_messages={"required": _("Say why. One sentence is enough.")},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The audit trail keeps these words for good: leave out names and stories."),
    )
