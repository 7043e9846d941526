"""The customer's form: one page, no account."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nominations.calculations.story_likeness import count_links
from nominations.enums import EvidencePart, NominatorKind
from nominations.forms.addresses import LONGEST_ADDRESS
from nominations.forms.asking import AskingForm
from nominations.forms.members import lines_field, team_categories, typed_lines
from nominations.forms.story import category_field
from nominations.queries.what_counts import WhatCounts
from nominations.services.members import Contribution
from nominations.services.submitting import Customer
from nominations.tokens import form_is_older_than, form_is_ours, form_opened


def names_no_address(name: str) -> None:
    """A name goes into a message to an address that nobody has proven: nobody is to advertise with it in our name."""
    if count_links(name):
        raise ValidationError(_("A name holds no web address. Put it into the story."))


class PublicNominationForm(AskingForm):
    """Who is thanked, what happened, and who writes. ``website`` is for robots only; ``opened`` says when the page was made."""

    nominee = forms.CharField(
        label=_("Their name, or what you know of it"),
        help_text=_("First name and place is enough: “Samira at Ferry Lane”. We find the person."),
        max_length=150,
        validators=[names_no_address],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say whom you mean, as well as you can.")},
    )
    hint = forms.CharField(
        label=_("When and where was it?"),
        help_text=_("This helps us find them. About will do."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[names_no_address],
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "half"}),
        error_messages={"required": _("Give your name.")},
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=LONGEST_ADDRESS,
        help_text=_("We send one link to check it is you, then only news of this nomination."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "half"}),
        error_messages={
            "required": _("Give your email address; we send the link there."),
            "invalid": _("This is no email address. It should look like name@example.co.uk"),
        },
    )
    by = forms.ChoiceField(
        label=_("You are"),
        choices=[(NominatorKind.CUSTOMER, _("A customer")), (NominatorKind.COLLEAGUE, _("A colleague"))],
        initial=NominatorKind.CUSTOMER,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1", "data-keep-not": ""}),
    )
    opened = forms.CharField(widget=forms.HiddenInput(), required=False)
    uploads = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=60)

    def __init__(self, *args: Any, counts: list[WhatCounts], **kwargs: Any) -> None:
        self.team_categories = team_categories(counts)
        super().__init__(*args, counts=counts, **kwargs)
        parts = set(EvidencePart.values)
        story = [name for name in self.fields if name in parts or name.startswith(("evidence_", "question_"))]
        self.order_fields(["category", "nominee", "hint", *story, "members", "files", "name", "email", "by"])

    def made_fields(self) -> dict[str, forms.Field]:
        """The same with the categories and, where a team can be nominated, its members."""
        fields = super().made_fields()
        fields["category"] = category_field(self.counts, _("What do you nominate them for?"))
        if self.team_categories:
            fields["members"] = lines_field()
        return fields

    def clean(self) -> dict[str, Any]:
        """Turn robots away, in words that help a person who was taken for one."""
        cleaned = super().clean()
        if cleaned.get("website"):
            self.add_error(None, _("The last field, “Leave this empty”, was filled in. Empty it and send again."))
        if not self.errors and not form_is_older_than(cleaned.get("opened", ""), settings.NOMINATION_MINIMUM_SECONDS):
            self.add_error(None, _("This came faster than anybody can write. Please send it again."))
        return cleaned

    @property
    def opened_token(self) -> str:
        """When this form was opened first: what it was sent with, or now where that is not ours."""
        sent = str(self.data.get("opened", ""))
        return sent if form_is_ours(sent) else form_opened()

    def named_members(self) -> list[Contribution]:
        """Whom a valid form names as part of the team."""
        return typed_lines(self.cleaned_data)

    def customer(self) -> Customer:
        """Who writes, of a valid form."""
        return Customer(name=self.cleaned_data["name"], email=self.cleaned_data["email"], kind=self.cleaned_data["by"])
