from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries.people import person_by_email
from judging.enums import Confidence, SeatRole
from judging.queries.sight import Sight
from nominations.models import Entry
from programmes.models import Category, Cycle


class Words(forms.CharField):
    """A text whose lines are counted as the page counts them: a form sends each end of a line as two characters."""

    def to_python(self, value: Any) -> str:
        """The text with its lines ended by one character."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class SheetForm(forms.Form):
    """A score sheet: one choice a criterion, as far as given; what is left empty stays as it is."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    comment = Words(label=_("Comment for the panel"), required=False, max_length=4000, widget=forms.Textarea)

    confidence = forms.ChoiceField(required=False, choices=[("", ""), *Confidence.choices])

    def __init__(self, *args: Any, codes: Iterable[str], low: int, high: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = list(codes)
        for code in self.codes:  # a touch sends one of them, and what it does not send needs no field
            if f"score-{code}" in self.data:
                self.fields[f"score-{code}"] = forms.DecimalField(
                    required=False, min_value=low, max_value=high, max_digits=7, decimal_places=3
                )
            if f"comment-{code}" in self.data:
                self.fields[f"comment-{code}"] = Words(required=False, max_length=2000)

    @property
    def values(self) -> dict[str, Decimal]:
        """The scores given, by criterion code."""
        given = {code: self.cleaned_data.get(f"score-{code}") for code in self.codes}
        return {code: value for code, value in given.items() if value is not None}

    @property
    def comments(self) -> dict[str, str]:
        """The words on single criteria, by code; none for those that the request did not carry."""
        return {
            code: self.cleaned_data.get(f"comment-{code}", "") for code in self.codes if f"comment-{code}" in self.data
        }

    @property
    def comment_given(self) -> str | None:
        """The comment, or None where the request did not carry the field."""
        return self.cleaned_data["comment"] if "comment" in self.data else None

    @property
    def confidence_given(self) -> str | None:
        """How sure the judge is, or None where the request did not say."""
        return self.cleaned_data["confidence"] if "confidence" in self.data else None


class StandAsideForm(forms.Form):
    """How a judge knows the nominee. The first answer is chosen, so that two clicks are enough."""

    HOW = [
        ("I know the nominee, or believe that I do.", _("I know them, or believe that I do.")),
        ("I work with the nominee.", _("I work with them.")),
        ("I am close to the nominee outside work.", _("We are close outside work.")),
        ("I had a part in what is told.", _("I had a part in what is told.")),
    ]
    how = forms.ChoiceField(label=_("How?"), choices=HOW, initial=HOW[0][0], widget=forms.RadioSelect)
    words = forms.CharField(label=_("In your own words, if you like"), required=False, max_length=250)

    @property
    def reason(self) -> str:
        """The answer, and the words where some were given."""
        return " ".join(filter(None, [self.cleaned_data["how"], self.cleaned_data["words"]]))


class SeatForm(forms.Form):
    """Seat somebody: by email, with a role, categories and a cap."""

    email = forms.EmailField(label=_("Email"), help_text=_("Somebody who has an account here."))
    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, initial=SeatRole.JUDGE)
    categories = forms.ModelMultipleChoiceField(
        label=_("Categories"),
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )
    preferred = forms.ModelMultipleChoiceField(
        label=_("Knows best"),
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They get entries of these categories first."),
    )
    cap = forms.IntegerField(label=_("At most so many entries"), required=False, min_value=1, max_value=10_000)

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("categories", "preferred"):
            chosen: Any = self.fields[name]
            chosen.queryset = Category.objects.filter(rulebook=cycle.rulebook_id)

    def clean_email(self) -> User:
        """The person with this address. Raises ValidationError where there is no open account."""
        person = person_by_email(self.cleaned_data["email"])
        if person is None or not person.is_active:
            raise forms.ValidationError(_("Nobody with an open account has this address."))
        return person


class ReasonForm(forms.Form):
    """An act that takes a written reason."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. One sentence is enough.")},
    )


class RulingForm(ReasonForm):
    """The chair's word on a conflict."""

    ruling = forms.ChoiceField(
        label=_("Ruling"),
        choices=[("uphold", _("Uphold: the judge stands aside")), ("clear", _("Clear: the judge may score"))],
        widget=forms.RadioSelect,
    )


class MinutesForm(forms.Form):
    """What the panel said about a category. ``seen`` is the digest of what was written when the page was opened."""

    text = forms.CharField(label=_("Minutes"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class MeetingForm(forms.Form):
    """When the panel met, and who was there."""

    met_at = forms.DateTimeField(
        label=_("Met"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    attended = forms.ModelMultipleChoiceField(
        label=_("Attended"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Iterable[int], known: Iterable[int] = (), **kwargs: Any) -> None:
        """``people`` may be written down; who is ``known`` to have been there can stay so, though they have left since."""
        super().__init__(*args, **kwargs)
        attended: Any = self.fields["attended"]
        attended.queryset = User.objects.filter(Q(pk__in=people, is_active=True) | Q(pk__in=known))


class DecisionForm(forms.Form):
    """A place for an entry, and why."""

    place = forms.TypedChoiceField(label=_("Place"), coerce=int)
    entry = forms.ModelChoiceField(label=_("Entry"), queryset=Entry.objects.none(), to_field_name="reference")
    justification = forms.CharField(label=_("Why"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(
        self, *args: Any, category: Category, places: Mapping[int, str], entries: Any, sight: Sight, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = list(places.items())
        entry: Any = self.fields["entry"]
        entry.queryset = entries
        hidden = sight.hidden
        entry.label_from_instance = lambda found: (
            found.reference if hidden else f"{found.nominee_name} ({found.reference})"
        )
