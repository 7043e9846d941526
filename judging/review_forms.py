"""Forms of a review of process."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries.people import person_by_email


class AskForm(forms.Form):
    """What should be looked into."""

    words = forms.CharField(
        label=_("What should be looked into?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Which rule was not kept, or what was overlooked? Scores are not given anew."),
        error_messages={"required": _("Say what should be looked into.")},
    )


class ReviewerForm(forms.Form):
    """Who looks into it."""

    reviewer = forms.EmailField(
        label=_("Their email"), help_text=_("Somebody who neither sat on the panel nor took the decision.")
    )

    def clean_reviewer(self) -> User:
        """The person with this address. Raises ValidationError where there is no open account."""
        person = person_by_email(self.cleaned_data["reviewer"])
        if person is None or not person.is_active:
            raise forms.ValidationError(_("Nobody with an open account has this address."))
        return person


class AnswerForm(forms.Form):
    """What was found."""

    finding = forms.ChoiceField(
        label=_("Finding"),
        choices=[("upheld", _("Upheld: a rule was not kept")), ("not-upheld", _("Not upheld: the rules were kept"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    answer = forms.CharField(
        label=_("What you looked at, and what you found"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Whoever asked reads this word by word."),
    )
