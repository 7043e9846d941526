from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.enums import CheckAnswer


class CheckPointForm(forms.Form):
    """The answer to one question, and how it is met."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=CheckAnswer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    note = forms.CharField(
        label=_("How, or what is still to do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def clean(self) -> dict[str, str]:
        data: dict[str, str] = super().clean() or self.cleaned_data
        if data.get("answer") in {CheckAnswer.NO, CheckAnswer.NOT_APPLICABLE} and not data.get("note", "").strip():
            self.add_error("note", _("Say why, or what is still to do: whoever asks later will want to know."))
        return data
