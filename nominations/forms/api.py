"""A nomination as JSON from another system: the same story, checked by the same rules as the public form's."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nominations.consents import WORDINGS
from nominations.enums import PROMPTS, NominatorKind
from nominations.forms.addresses import LONGEST_ADDRESS
from nominations.forms.asking import TypedAskingForm, field_name
from nominations.forms.members import lines_field, typed_lines
from nominations.queries.what_counts import WhatCounts
from nominations.services.api_calls import Sending
from nominations.services.submitting import Customer
from programmes.enums import QuestionKind
from programmes.models import FormQuestion

# Where each field stands in the body.
PLACES: dict[str, tuple[str, ...]] = {
    "category": ("category",),
    "nominee": ("nominee", "name"),
    "hint": ("nominee", "hint"),
    "members": ("nominee", "members"),
    "name": ("nominator", "name"),
    "email": ("nominator", "email"),
    "by": ("nominator", "kind"),
    **{part: ("story", part) for part in PROMPTS},
    "may_show": ("consent", "show_to_nominee"),
    "may_publish": ("consent", "publish"),
    "may_contact": ("consent", "contact"),
    "consents": ("consent", "wording"),
    "language": ("language",),
    "channel": ("channel",),
}
TRUTHS = {"may_show", "may_publish", "may_contact"}
ANSWERS = "answers"


class ApiNominationForm(TypedAskingForm):
    """The body, laid out flat; its errors name places such as ``nominee.name``."""

    nominee = forms.CharField(max_length=150)
    hint = forms.CharField(max_length=300, required=False)
    name = forms.CharField(max_length=150)
    email = forms.EmailField(max_length=LONGEST_ADDRESS)
    by = forms.ChoiceField(
        choices=[(NominatorKind.CUSTOMER, ""), (NominatorKind.COLLEAGUE, "")], initial=NominatorKind.CUSTOMER
    )
    members = lines_field()
    language = forms.CharField(max_length=10, required=False)
    channel = forms.CharField(max_length=40, required=False)

    def __init__(self, body: Any, *, counts: list[WhatCounts], questions: list[FormQuestion]) -> None:
        self.misplaced: list[tuple[str, Any]] = []
        self.codes = {
            f"evidence_{criterion.pk}": criterion.code for one in counts for criterion, _weight in one.criteria
        }
        self.places = PLACES | {name: ("criteria", code) for name, code in self.codes.items()}
        self.places |= {field_name(question): (ANSWERS, question.code) for question in questions}
        self.kinds = {field_name(question): question.kind for question in questions}
        super().__init__(self._flat(body), counts=counts, questions=questions)
        categories = {one.category.code: one.category for one in counts}
        self.fields["category"] = forms.TypedChoiceField(
            choices=[(code, code) for code in categories], coerce=categories.__getitem__
        )

    def clean_consents(self) -> str:
        """The version of our words that they agreed to; empty where they read others."""
        version: str = self.cleaned_data["consents"]
        if version and version not in WORDINGS:
            words = _("This is no version of our words. Known are: %(versions)s")
            raise forms.ValidationError(words % {"versions": ", ".join(WORDINGS)})
        return version

    def problems(self) -> list[dict[str, str]]:
        """What is wrong, each with the place in the body; empty for a body that can be taken."""
        found = [{"field": field, "message": str(message)} for field, message in self.misplaced]
        for name, messages in self.errors.items():
            place = ".".join(self.places.get(name, (name,)))
            if place not in {field for field, _message in self.misplaced}:
                found += [{"field": place, "message": str(message)} for message in messages]
        return found

    def sending(self) -> Sending:
        """What was sent, of a body without problems."""
        said = self.cleaned_data
        return Sending(
            category=said["category"],
            nominee_name=said["nominee"],
            hint=said["hint"],
            customer=Customer(name=said["name"], email=said["email"], kind=said["by"]),
            story=self.story(),
            consents=self.consents_given() | {"consent_wording": said["consents"]},
            answers=self.answers(),
            members=typed_lines(said),
            language=said["language"],
            channel=said["channel"],
        )

    def _flat(self, body: Any) -> dict[str, Any]:
        """The body's values by field; what has no place here, or is of another type, is noted in ``misplaced``."""
        values = dict(_leaves(body)) if isinstance(body, Mapping) else {}
        if not isinstance(body, Mapping):
            self.misplaced.append(("", _("The body is to be a JSON object.")))
        known = {place: name for name, place in self.places.items()}
        flat: dict[str, Any] = {"by": NominatorKind.CUSTOMER}
        for place, value in values.items():
            name = known.get(place)
            if name is None:
                self.misplaced.append((".".join(place), _("This is nothing that is read here.")))
            elif words := self._fault_of_type(name, value):
                self.misplaced.append((".".join(place), words))
            elif isinstance(value, str) and "\x00" in value:
                self.misplaced.append((".".join(place), _("This holds a NUL character.")))
            elif isinstance(value, str) and not _is_text(value):
                self.misplaced.append(
                    (".".join(place), _("This holds half of a character: text is to be whole UTF-8."))
                )
            else:
                flat[name] = value if isinstance(value, bool) else str(value)
        return flat

    def _fault_of_type(self, name: str, value: Any) -> Any:
        """What is wrong with the type of a value, in words; "" for nothing."""
        kind = self.kinds.get(name)
        if kind == QuestionKind.FILE:
            return _("This question is answered with a file, which cannot be sent here. Leave it out.")
        if name in TRUTHS:
            return "" if isinstance(value, bool) else _("This is to be true or false.")
        if kind == QuestionKind.NUMBER and isinstance(value, int | float) and not isinstance(value, bool):
            return ""
        if kind == QuestionKind.NUMBER:
            return "" if isinstance(value, str) else _("This is to be a number.")
        return "" if isinstance(value, str) else _("This is to be a text.")


def _is_text(value: str) -> bool:
    """Whether it can be stored: JSON may name one half of a surrogate pair, which no database takes."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _leaves(body: Mapping[str, Any], under: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every value with its place, no deeper than two levels: nothing that is read stands deeper."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, value in body.items():
        place = (*under, key[:80].encode(errors="replace").decode())
        if isinstance(value, Mapping) and not under:
            found += _leaves(value, place)
        else:
            found.append((place, value))
    return found
