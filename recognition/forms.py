from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.logo import clean_logo
from recognition.citations import LONGEST
from recognition.enums import FULFILMENT_MOVES, Audience, FulfilmentState
from recognition.models import Announcement, CertificateDesign, Fulfilment

MOMENT = "%Y-%m-%dT%H:%M"


def _moment(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget, input_formats=[MOMENT])


class PlanForm(forms.Form):
    """When, in which words, and who hears. Times are the organisation's."""

    announce_at = _moment(_("Letters leave"), _("Those concerned hear first, in person."))
    embargo_until = _moment(_("It becomes public"), _("Until then no public page shows anything."))
    audiences = forms.MultipleChoiceField(
        label=_("Who hears besides those who are honoured"),
        choices=Audience,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words_for_winners = forms.CharField(
        label=_("A word to those who are honoured"),
        help_text=_("Stands in their letter, after the judges’ reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1500,
        required=False,
    )
    words_for_others = forms.CharField(
        label=_("A word to those who were not chosen"),
        help_text=_("Stands in their letter, after what the judges said of their story."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1500,
        required=False,
    )
    public = forms.BooleanField(label=_("Show the winners on the public page"), required=False)
    unnamed_shown = forms.BooleanField(
        label=_("Show those who do not agree to be named by their team"),
        help_text=_("Such as “a colleague in Debt support”, and only where the team has five people or more."),
        required=False,
    )

    def __init__(self, *args: Any, plan: Announcement, **kwargs: Any) -> None:
        self.cycle = plan.cycle
        fields = self.base_fields
        kwargs["initial"] = {name: getattr(plan, name) for name in fields}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """People hear before the public does, and not before the cycle gets there."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        hear, public = given.get("announce_at"), given.get("embargo_until")
        if hear and public and public < hear:
            self.add_error("embargo_until", _("This is before the letters leave. Choose that moment or a later one."))
        if hear and hear < self.cycle.announce_at.replace(second=0, microsecond=0):
            self.add_error(
                "announce_at", _("The cycle is announced later than this. Move that date first, or choose a later one.")
            )
        return given


class DesignForm(forms.Form):
    """How certificates look and who signs them."""

    orientation = forms.ChoiceField(
        label=_("The sheet lies"),
        choices=[("landscape", _("Landscape")), ("portrait", _("Portrait"))],
        widget=forms.RadioSelect,
    )
    signed_by = forms.CharField(label=_("Signed by"), max_length=120, required=False)
    signed_as = forms.CharField(
        label=_("Their office"), help_text=_("Such as “Chief Executive”."), max_length=120, required=False
    )
    signature = forms.FileField(
        label=_("A picture of the signature"),
        help_text=_("PNG, JPEG or WebP, at most 4 MB. Without one there is a line to sign by pen."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        required=False,
    )
    without_signature = forms.BooleanField(label=_("Take the signature in use away"), required=False)

    def __init__(self, *args: Any, design: CertificateDesign, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(design, name) for name in ("orientation", "signed_by", "signed_as")}
        super().__init__(*args, **kwargs)
        if not design.signature:
            del self.fields["without_signature"]

    def clean_signature(self) -> Any:
        """The picture, decoded and written anew; None where there is none."""
        upload = self.cleaned_data["signature"]
        return clean_logo(upload) if upload else None


class CitationForm(forms.Form):
    """What certificate and public page say of the reason."""

    citation = forms.CharField(
        label=_("What this award is for"),
        help_text=_("Printed on the certificate and, where they agree to be named, shown in public."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Kept in the records; whoever checks the code sees only that it is revoked."),
        max_length=300,
    )


class RewardForm(forms.Form):
    """Where a reward stands and what it cost."""

    to = forms.ChoiceField(label=_("It is now"))
    cost = forms.DecimalField(label=_("What it cost"), max_digits=10, decimal_places=2, min_value=0, required=False)

    def __init__(self, *args: Any, fulfilment: Fulfilment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = FULFILMENT_MOVES[fulfilment.state]
        to = self.fields["to"]
        if isinstance(to, forms.ChoiceField):
            to.choices = [(state, FulfilmentState(state).label) for state in moves]
        self.fields["cost"].initial = fulfilment.cost if fulfilment.cost is not None else fulfilment.reward.unit_cost


class ConsentForm(forms.Form):
    """Whether somebody may be named."""

    named = forms.TypedChoiceField(
        label=_("May we name you in public?"),
        choices=[
            ("yes", _("Yes, name me on the winners’ page")),
            ("no", _("No, keep my name inside the organisation")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class CodeForm(forms.Form):
    """The code that stands on a certificate."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        help_text=_("Sixteen letters and digits, such as 7KQM-2XTP-9FHD-4WNB."),
        max_length=40,
    )
