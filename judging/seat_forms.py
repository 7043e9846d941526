"""Forms of a panel's seats: what a judge answers, how a panel is put together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries.people import active_people
from judging.enums import DeclineReason
from programmes.models import Category, Cycle

MOST_NAMED = 50


class ColleaguesByEmail(forms.CharField):
    """Colleagues, one address a line: a list of thousands is no way to choose. Cleans to people."""

    widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> list[User]:
        """The people. Raises ValidationError naming each address that nobody has."""
        emails = list(
            dict.fromkeys(str(super().clean(value) or "").lower().replace(",", " ").replace(";", " ").split())
        )
        if len(emails) > MOST_NAMED:
            raise forms.ValidationError(_("Name at most %(most)d people at once.") % {"most": MOST_NAMED})
        found = {person.email: person for person in active_people().filter(email__in=emails)}
        unknown = [email for email in emails if email not in found]
        if unknown:
            words = _("Nobody with an open account has the address %(emails)s.")
            raise forms.ValidationError(words % {"emails": ", ".join(unknown)})
        return [found[email] for email in emails]


class SignForm(forms.Form):
    """A judge takes the seat: the words that were read, whom they are close to, how much they take."""

    digest = forms.CharField(widget=forms.HiddenInput)
    close_to = ColleaguesByEmail(
        label=_("People I share a household or a close friendship with"),
        required=False,
        help_text=_(
            "Email addresses of colleagues, one a line. You are never given a story about them. The list is shown to nobody."
        ),
    )
    cap = forms.IntegerField(
        label=_("At most so many stories"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Leave it empty to take a fair share."),
    )
    agreed = forms.BooleanField(
        label=_("I have read these terms and will keep to them."),
        error_messages={"required": _("Tick this to take the seat, or decline below.")},
    )


class DeclineForm(forms.Form):
    """A judge says no, and why."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that comes nearest.")},
    )
    words = forms.CharField(
        label=_("In your own words, if you like"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Another reason needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == DeclineReason.OTHER and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say in a few words why you can’t."))
        return cleaned


class OutsideJudgeForm(forms.Form):
    """Somebody from outside the organisation."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(label=_("Email"), help_text=_("The link goes here, and so does the code that opens it."))
    categories = forms.ModelMultipleChoiceField(
        label=_("Categories"),
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )
    cap = forms.IntegerField(label=_("At most so many stories"), required=False, min_value=1, max_value=10_000)

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories: Any = self.fields["categories"]
        categories.queryset = Category.objects.filter(rulebook=cycle.rulebook_id)


class PanelForm(forms.Form):
    """How many must take part, and for how long a review may be asked for."""

    quorum = forms.IntegerField(
        label=_("Quorum"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_(
            "So many judges must have accepted before scoring closes and before the panel decides. Empty asks for none."
        ),
    )
    appeal_days = forms.IntegerField(
        label=_("Days to ask for a review"),
        min_value=0,
        max_value=365,
        help_text=_(
            "Counted from the announcement. Nominators and nominees may ask how their entry was handled; 0 takes no requests."
        ),
    )


class TermsForm(forms.Form):
    """What a judge promises."""

    text = forms.CharField(
        label=_("Terms"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Confidentiality, conflicts, how to judge. Markdown: **bold**, lists, an empty line between paragraphs."
        ),
    )


class CandidatesForm(forms.Form):
    """Would-be judges, before anybody is asked."""

    people = ColleaguesByEmail(
        label=_("Whom you think of"), help_text=_("Email addresses, one a line. Nobody is told.")
    )
