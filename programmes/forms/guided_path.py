"""The screens of the guided path: a few questions each, with the template's answers filled in. What a screen does not ask
stays as it is.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.enums import Kind
from programmes.forms.rows import DayInput, RowForm, RowFormSet, rows_of
from programmes.models import Category, Criterion, Objective, Presentation, Programme, Reward
from programmes.plans import lines
from programmes.recurrence import validate_rule

WHOLE = Decimal(100)


class AboutForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """What it is called and for whom it is."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What it rewards"), choices=Kind, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Programme
        fields = ["title", "purpose", "kinds", "public", "commitment"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("purpose", "commitment")}
        help_texts = {"purpose": gettext_lazy("What it is for, in a sentence that a customer would understand.")}

    def line(self, stored: lines.Identity) -> lines.Identity:
        return replace(stored, **self.cleaned_data | {"kinds": tuple(self.cleaned_data["kinds"])})


class ObjectiveRow(RowForm):
    """One objective: what changes, by how much, until when."""

    class Meta:
        model = Objective
        fields = ["code", "aim", "statement", "measure", "baseline", "target", "due"]
        widgets = {"code": forms.HiddenInput, "due": DayInput(), "statement": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        for name in ("baseline", "target"):  # 4.4, not 4.400
            if isinstance(value := self.initial.get(name), Decimal):
                self.initial[name] = f"{value.normalize():f}"

    def line(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CategoryRow(RowForm):
    """What can be won, and by whom."""

    class Meta:
        model = Category
        fields = ["code", "title", "places", "eligible"]
        widgets = {"code": forms.HiddenInput, "eligible": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False

    def line(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CriterionRow(RowForm):
    """What judges look for, and how much of 100 it counts."""

    weight = forms.DecimalField(
        label=gettext_lazy("Weight, of 100"), min_value=Decimal("0.01"), max_value=100, decimal_places=2, max_digits=5
    )

    class Meta:
        model = Criterion
        fields = ["code", "title", "meaning"]
        widgets = {"code": forms.HiddenInput, "meaning": forms.Textarea(attrs={"rows": 2})}

    field_order = ["code", "title", "weight", "meaning"]

    def line(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, "weight"]}


class CriterionRowSet(RowFormSet):
    """The criteria, whose weights come to 100."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form not in self.deleted_forms]
        total = sum((form.cleaned_data["weight"] for form in kept), Decimal(0))
        if kept and total != WHOLE:
            words = _("The weights come to %(sum)s. They must come to 100.") % {"sum": f"{total.normalize():f}"}
            kept[-1].add_error("weight", words)


class RewardRow(RowForm):
    """What a place brings."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Reward
        fields = ["title", "kind", "unit_cost", "money"]

    def clean_unit_cost(self) -> Decimal:
        cost: Decimal = self.cleaned_data["unit_cost"]
        if cost < 0:
            raise ValidationError(_("A cost is not negative."))
        return cost

    def line(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, "pk"]}


class WhenForm(forms.Form):
    """How often, from when, and how long people may nominate."""

    RHYTHMS = [
        ("FREQ=MONTHLY;BYMONTHDAY=1", gettext_lazy("Every month, on the 1st")),
        ("FREQ=MONTHLY;BYDAY=1MO", gettext_lazy("Every month, on the first Monday")),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", gettext_lazy("Every quarter, on the 1st")),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1", gettext_lazy("Every half year, on the 1st")),
        ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1", gettext_lazy("Every year, on 1 September")),
    ]
    YEARLY = re.compile(r"FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=(\d+)")
    rrule = forms.ChoiceField(label=gettext_lazy("How often nominations open"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=gettext_lazy("Not before"), widget=DayInput(), required=False)
    nominate_days = forms.IntegerField(label=gettext_lazy("Days to nominate"), min_value=1, max_value=366)
    judge_days = forms.IntegerField(label=gettext_lazy("Days to judge"), min_value=1, max_value=366)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.initial.get("rrule", "")
        known = {rule for rule, _label in self.RHYTHMS}
        own = [(kept, self._in_words(kept))] if kept and kept not in known else []
        self.fields["rrule"].choices = [*own, *self.RHYTHMS]  # type: ignore[attr-defined]  # a choice field

    def _in_words(self, rule: str) -> str:
        """A rule that is none of the usual ones."""
        yearly = self.YEARLY.fullmatch(rule)
        if yearly is None:
            return _("As it is now (%(rule)s)") % {"rule": rule}
        month, day = (int(part) for part in yearly.groups())
        try:
            return _("Every year, on %(day)s") % {"day": date_format(date(2024, month, day), "j F")}
        except ValueError:
            return _("As it is now (%(rule)s)") % {"rule": rule}

    def clean(self) -> dict[str, Any]:
        """The rule comes, and no cycle opens inside another."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                validate_rule(values["rrule"], values["starts_on"] or timezone.localdate(), values["nominate_days"])
            except ValidationError as refusal:
                self.add_error("nominate_days", refusal)
        return values

    def line(self, stored: lines.FrequencyLine | None) -> lines.FrequencyLine:
        base = stored or lines.FrequencyLine(rrule=self.cleaned_data["rrule"])
        return replace(base, **self.cleaned_data)


class PresentationForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """How the award is handed over."""

    class Meta:
        model = Presentation
        fields = ["style", "by", "place", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}

    def line(self, stored: lines.PresentationLine | None) -> lines.PresentationLine:
        return replace(stored or lines.PresentationLine(style=""), **self.cleaned_data)


ObjectiveRowSet = rows_of(ObjectiveRow, extra=0)
CategoryRowSet = rows_of(CategoryRow, extra=0)
CriterionRowsOf100: type[RowFormSet] = formset_factory(  # type: ignore[assignment]  # the stubs forget which formset was asked for
    CriterionRow, formset=CriterionRowSet, extra=0, can_delete=True, max_num=100, validate_max=True
)
RewardRowSet = rows_of(RewardRow, extra=0)


def overlaid(
    stored: Iterable[Any], answers: list[dict[str, Any]], key: str, new: Callable[..., Any]
) -> tuple[Any, ...]:
    """The stored lines with what the screen asked put over them; an answer with an unknown ``key`` is a new line."""
    known = {getattr(line, key): line for line in stored}
    return tuple(replace(known[answer[key]], **answer) if answer[key] in known else new(**answer) for answer in answers)


def as_initial(stored: Iterable[Any]) -> list[dict[str, Any]]:
    """Lines as formsets take them."""
    return [asdict(line) for line in stored]
