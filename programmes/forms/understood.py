from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """The one question of a launch message."""

    answer = forms.TypedChoiceField(
        widget=forms.RadioSelect, coerce=int, error_messages={"required": _("Choose one of the answers.")}
    )

    def __init__(self, *args: Any, question: str, answers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label = question
        field.choices = [(str(number), words) for number, words in enumerate(answers, start=1)]  # type: ignore[attr-defined]
