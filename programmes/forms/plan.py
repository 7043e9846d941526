"""The forms of a plan's own details: objectives, options, rewards, presentation."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.enums import Kind
from programmes.forms.people import PeopleField, PersonEmailField
from programmes.forms.rows import DayInput, RowForm, rows_of
from programmes.models import Objective, Presentation, Programme, Publicity, Reward
from programmes.plans import lines


class ObjectiveForm(RowForm):
    """One objective."""

    class Meta:
        model = Objective
        fields = ["code", "statement", "aim", "measure", "baseline", "target", "due", "strategy", "weight"]
        widgets = {
            "code": forms.HiddenInput,
            "due": DayInput(),
            "statement": forms.Textarea(attrs={"rows": 2}),
            "measure": forms.TextInput(attrs={"list": "kpi-names"}),
        }
        help_texts = {
            "statement": _("What changes, for whom, in one sentence."),
            "measure": _("Named as in the evaluation, so that its figures are found."),
            "strategy": _("The line of the strategy or the service goal, in its own words."),
            "weight": _("How much it counts when options are compared, such as 3 beside 1."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        for name in ("baseline", "target", "weight"):  # 4.4, not 4.400
            value = self.initial.get(name)
            if isinstance(value, Decimal):
                self.initial[name] = f"{value.normalize():f}"

    def clean_due(self) -> date | None:
        """A day that was chosen just now lies ahead; one that has passed since it was saved stays."""
        due: date | None = self.cleaned_data["due"]
        if due is not None and "due" in self.changed_data and due < timezone.localdate():
            raise ValidationError(_("This day has passed; choose one that lies ahead."), code="past")
        return due

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        baseline, target = data.get("baseline"), data.get("target")
        if target is not None and target == baseline and {"baseline", "target"} & set(self.changed_data):
            self.add_error("target", ValidationError(_("The target is what you have today."), code="no-change"))
        return data

    def so_far(self) -> lines.ObjectiveLine:
        """The objective as far as it has been typed, whatever is still wrong with it."""
        typed = getattr(self, "cleaned_data", None) or self.initial
        return lines.ObjectiveLine(
            code="", aim="", statement=typed.get("statement") or "", measure=typed.get("measure") or "",
            baseline=typed.get("baseline"), target=typed.get("target"), due=typed.get("due"),
            strategy=typed.get("strategy") or "",
        )  # fmt: skip

    def line(self) -> lines.ObjectiveLine:
        return lines.ObjectiveLine(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class PlacesField(forms.CharField):
    """Places such as "1, 2", as numbers."""

    default_error_messages = {"places": _("Write places as numbers, such as 1, 2.")}

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(place) for place in value) if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> tuple[int, ...]:
        parts = str(super().clean(value) or "").replace(",", " ").split()
        if any(not part.isascii() or not part.isdigit() or not 1 <= int(part[:4]) <= 100 for part in parts):
            raise forms.ValidationError(self.error_messages["places"], code="places")
        return tuple(int(part) for part in parts)


class RewardForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """What a place brings."""

    places = PlacesField(label=_("For places"), help_text=_("Such as 1, 2; the winner is place 1."), required=False)

    class Meta:
        model = Reward
        fields = ["title", "kind", "money", "unit_cost", "places", "benefits", "drawbacks", "tax_note"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("benefits", "drawbacks")}

    def line(self, pk: int | None = None) -> lines.RewardLine:
        """As the services take it; ``pk`` is the key of the reward that it changes."""
        return lines.RewardLine(**{name: self.cleaned_data[name] for name in self.Meta.fields}, pk=pk)


class PresentationForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """How the award is presented."""

    owner = PersonEmailField(label=_("Owner’s email"), help_text=_("Who sees to it that it happens."), required=False)
    budget = forms.DecimalField(
        label=_("Budget for one cycle"), required=False, min_value=0, max_digits=10, decimal_places=2
    )

    class Meta:
        model = Presentation
        fields = ["style", "by", "place", "people", "budget", "offset_days", "notes"]
        help_texts = {"offset_days": _("0 is the day on which the winners are named; 7 is a week later.")}
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}

    field_order = ["style", "by", "place", "people", "owner", "offset_days", "budget", "notes"]

    def line(self) -> lines.PresentationLine:
        return lines.PresentationLine(**{name: self.cleaned_data[name] for name in [*self.Meta.fields, "owner"]})


class PublicityForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """One channel."""

    owner = PersonEmailField(label=_("Owner’s email"), required=False)

    budget = forms.DecimalField(
        label=_("Budget for one cycle"), required=False, min_value=0, max_digits=10, decimal_places=2
    )

    class Meta:
        model = Publicity
        fields = ["channel", "style", "place", "people", "budget", "offset_days"]
        help_texts = {
            "channel": _("Such as poster, intranet, website, customer newsletter."),
            "style": _("Such as A3 poster, story with a picture, two lines."),
            "offset_days": _("Before the opening with a minus: −7 is a week before."),
        }

    field_order = ["channel", "style", "people", "place", "owner", "offset_days", "budget"]

    def line(self, pk: int | None = None) -> lines.PublicityLine:
        """As the services take it; ``pk`` is the key of the channel that it changes."""
        return lines.PublicityLine(**{name: self.cleaned_data[name] for name in [*self.Meta.fields, "owner"]}, pk=pk)


class IdentityForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """What a programme is called and stands for."""

    kinds = forms.MultipleChoiceField(label=_("What it rewards"), choices=Kind, widget=forms.CheckboxSelectMultiple)
    managers = PeopleField(label=_("Managers"), help_text=_("Their email addresses, one a line."))

    class Meta:
        model = Programme
        fields = [
            "title", "purpose", "kinds", "public", "accent", "commitment", "promised_by", "question", "invitation",
        ]  # fmt: skip
        widgets = {
            "accent": forms.TextInput(attrs={"type": "color"}),
            "invitation": forms.Textarea(attrs={"rows": 3}),
        }

    @classmethod
    def of(cls, identity: lines.Identity, managers: tuple[str, ...], data: Any) -> "IdentityForm":
        """The form as it stands for a programme."""
        return cls(data, initial=asdict(identity) | {"managers": "\n".join(managers)})

    def line(self) -> lines.Identity:
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return lines.Identity(**values | {"kinds": tuple(values["kinds"])})


ObjectiveRows = rows_of(ObjectiveForm)
