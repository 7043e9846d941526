"""What a manager says when accepting or declining."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nominations.enums import ABOUT_ALL, EnquiryKind
from programmes.models import Cycle, EligibilityRule

WHO_IS_MEANT = _("Do you remember anything else: their full name, where it was, the day, or what they look after?")
NOT_OURS = _(
    "We have looked for the person you describe, and as far as we can tell they do not work with us. We can only pass on "
    "thanks to our own people, but it was kind of you to write."
)


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
    """What the nominator is asked, in words that they read, what it is about, and until when an answer is hoped for."""

    about = forms.ChoiceField(
        label=_("About"),
        choices=[(kind.value, kind.label) for kind in ABOUT_ALL],
        initial=EnquiryKind.MORE,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )

    question = forms.CharField(
        label=_("What you would like to know"),
        help_text=_(
            "Its nominator gets these words and a link to answer. One question is answered more often than three."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your question: its nominator reads it.")},
    )
    days = forms.IntegerField(
        label=_("Days to answer"),
        help_text=_("They are reminded once. After that, decide with what there is."),
        min_value=1,
        max_value=60,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, matched: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].initial = settings.NOMINATION_ANSWER_DAYS
        if matched:
            del self.fields["about"]
        elif not self.is_bound:
            self.initial.setdefault("about", EnquiryKind.WHO)
            self.initial.setdefault("question", WHO_IS_MEANT)


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


class SetAsideForm(forms.Form):
    """Why a flag may be set aside."""

    reason = forms.CharField(
        label=_("Why it may be set aside"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: whoever looks later reads these words.")},
    )
    whole_cluster = forms.BooleanField(
        label=_("For every nomination with this story"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, alike: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not alike:
            del self.fields["whole_cluster"]


class KeepForm(forms.Form):
    """Why a nomination is kept that somebody proposed to decline."""

    note = forms.CharField(
        label=_("Why you would keep it"),
        help_text=_("Who proposed to decline it reads these words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it is kept: who proposed to decline it reads these words.")},
    )

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            self.fields["note"].required = False
