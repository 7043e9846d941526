"""What a manager says when accepting or declining."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle, EligibilityRule


class AcceptForm(forms.Form):
    """Why it goes to the judges although something speaks against it; empty where nothing does."""

    reason = forms.CharField(
        label=_("Why it goes to the judges all the same"),
        help_text=_("Kept with the nomination, for whoever asks later."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Something speaks against it. Say why it goes to the judges all the same.")},
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = asks


class AskForm(forms.Form):
    """What the nominator is asked, in words that they read."""

    question = forms.CharField(
        label=_("What you would like to know"),
        help_text=_(
            "Its nominator gets these words and a link to answer. One question is answered more often than three."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your question: its nominator reads it.")},
    )


class DeclineForm(forms.Form):
    """Why it does not go to the judges, in words that its nominator reads."""

    reason = forms.CharField(
        label=_("Why it can't go to the judges"),
        help_text=_("Its nominator reads these words, so write them to a person."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: its nominator is told.")},
    )
    rule = forms.ModelChoiceField(
        EligibilityRule.objects.none(), label=_("By which rule"), required=False, empty_label=_("None of the rules")
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ModelChoiceField)  # noqa: S101 — for mypy
        rule.queryset = EligibilityRule.objects.filter(rulebook=cycle.rulebook)
