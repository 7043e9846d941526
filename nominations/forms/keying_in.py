"""A nomination that staff type in for somebody."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nominations.consents import WORDINGS
from nominations.enums import GIVEN_BY_HAND, EvidencePart, Medium, NominatorKind
from nominations.forms.addresses import LONGEST_ADDRESS
from nominations.forms.asking import TypedAskingForm
from nominations.forms.members import lines_field, team_categories, typed_lines
from nominations.forms.story import category_field
from nominations.queries.what_counts import WhatCounts
from nominations.services.keying_in import GivenByHand
from nominations.services.members import Contribution
from nominations.services.submitting import Customer


class KeyingInForm(TypedAskingForm):
    """How it came, who is meant, what happened, who gave it. A card seldom says more than what was done, so that is enough."""

    medium = forms.ChoiceField(
        label=_("How was it given?"),
        choices=[(value, Medium(value).label) for value in GIVEN_BY_HAND],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Say how it was given.")},
    )
    received_on = forms.DateField(
        label=_("On which day?"),
        help_text=_("The day on the paper, or of the call."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the day; today’s, if nothing says another."),
            "invalid": _("This is no day."),
        },
    )
    nominee = forms.CharField(
        label=_("Who is nominated?"),
        help_text=_("As it was said. You match the name to the directory afterwards."),
        max_length=150,
        error_messages={"required": _("Write whom they mean, as they said it.")},
    )
    team = forms.CharField(label=_("Their team or place"), max_length=150, required=False)
    hint = forms.CharField(label=_("When and where was it?"), max_length=300, required=False)
    name = forms.CharField(
        label=_("Who gave it?"),
        max_length=150,
        error_messages={"required": _("Write who gave it: a nomination without a name can’t be asked back.")},
    )
    email = forms.EmailField(
        label=_("Their email"),
        max_length=LONGEST_ADDRESS,
        help_text=_("Where they gave one, we write there that it has arrived."),
        required=False,
        error_messages={"invalid": _("This is no email address. It should look like name@example.co.uk")},
    )
    by = forms.ChoiceField(
        label=_("They are"),
        choices=[(NominatorKind.CUSTOMER, _("A customer")), (NominatorKind.COLLEAGUE, _("A colleague"))],
        initial=NominatorKind.CUSTOMER,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, counts: list[WhatCounts], **kwargs: Any) -> None:
        super().__init__(*args, counts=counts, complete=False, **kwargs)
        self.fields["category"] = category_field(counts, _("For what?"))
        self.team_categories = team_categories(counts)
        if self.team_categories:
            self.fields["members"] = lines_field()
        self.fields["consents"] = forms.ChoiceField(
            label=_("In which words?"),
            help_text=_("What the paper says of the data and asks, or what was read to them over the telephone."),
            choices=[("", _("Not in our words")), *((version, _words(version)) for version in WORDINGS)],
            required=False,
        )
        self.fields["may_show"].label = _("They agreed that the nominee may read it")
        self.fields["may_show"].help_text = _("Without their name. Leave it out where the card does not say so.")
        self.fields["may_publish"].label = _("They agreed that a line of it may be printed")
        self.fields["may_publish"].help_text = _("Without their name, too.")
        self.fields["may_contact"].label = _("They agreed to be asked about it")
        self.fields["may_contact"].help_text = _("At the address that they gave.")
        self.initial.setdefault("received_on", timezone.localdate())
        self.initial["once"] = uuid4()
        story = [
            name for name in self.fields if name in EvidencePart.values or name.startswith(("evidence_", "question_"))
        ]
        self.order_fields(
            ["medium", "received_on", "category", "nominee", "team", "hint", *story, "members", "name", "email", "by"]
        )

    def clean(self) -> dict[str, Any]:
        """Something has to be told."""
        cleaned = super().clean()
        if not self.errors and self.story().is_empty:
            self.add_error(EvidencePart.ACTION.value, _("Write what they did, in the words of who gave it."))
        return cleaned

    def named_members(self) -> list[Contribution]:
        """Whom a valid form names as part of the team."""
        return typed_lines(self.cleaned_data)

    def consents_given(self) -> dict[str, Any]:
        """What they agreed to, and in which of our words, if any; of a valid form."""
        return super().consents_given() | {"consent_wording": self.cleaned_data["consents"]}

    def given(self) -> GivenByHand:
        """How, when and by whom it was given, of a valid form."""
        said = self.cleaned_data
        giver = Customer(name=said["name"], email=said["email"], kind=said["by"])
        return GivenByHand(medium=said["medium"], on=said["received_on"], given_by=giver)


def _words(version: str) -> str:
    return _("Those of %(version)s") % {"version": version}
