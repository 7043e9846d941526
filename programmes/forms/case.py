"""The forms of a business case and of its answers."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.enums import ApprovalRule, Verdict
from programmes.forms.people import PeopleField
from programmes.forms.rows import RowForm, rows_of
from programmes.models import BenefitLine, BusinessCase, CostLine, Risk
from programmes.plans import lines

AMOUNTS = ("low", "central", "high")
HOURS = ("hours_low", "hours", "hours_high")
STAFF = (*HOURS, "people", "hourly_rate")
WIDTHS = {
    **dict.fromkeys(("title", "in_words", "said_by", "mitigation"), "case-wide"),
    **dict.fromkeys(("once", "DELETE"), "case-half"),
}
NOTHING = (Decimal(0), Decimal(0), Decimal(0))
TOO_MUCH = Decimal(10) ** 10  # what a column of money no longer holds


class CaseForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """What is asked for, and over how many years it is looked at."""

    class Meta:
        model = BusinessCase
        fields = ["purpose", "summary", "years", "discount_rate"]
        help_texts = {"summary": _("What you ask for, why now, and what happens if nothing is done.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["years"].widget.attrs |= {"min": 1, "max": 10}


class CaseRowForm(RowForm):
    """A line of a case, in the order of what one thinks of first: what, how much, who says so."""

    @property
    def before_staff(self) -> list[tuple[str, forms.BoundField]]:
        """The fields that stand before those of staff time, each with its class of width."""
        return self._placed()[: self._staff_place()]

    @property
    def after_staff(self) -> list[tuple[str, forms.BoundField]]:
        """Those that come after them; none where a line has no staff time."""
        place = self._staff_place()
        return [] if place is None else self._placed()[place:]

    @property
    def staff_fields(self) -> list[forms.BoundField]:
        """The fields of staff time."""
        return [self[name] for name in STAFF if name in self.fields]

    def _placed(self) -> list[tuple[str, forms.BoundField]]:
        left_out = set(STAFF) if self.initial else {*STAFF, "DELETE"}
        return [(WIDTHS.get(field.name, ""), field) for field in self.visible_fields() if field.name not in left_out]

    def _staff_place(self) -> int | None:
        return 1 + len(AMOUNTS) if STAFF[0] in self.fields else None


class EstimateForm(CaseRowForm):
    """A sum as low, central, high; a missing end is taken to be the central figure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in AMOUNTS:
            self.fields[name].required = False
            self.fields[name].widget.attrs |= {"min": 0, "inputmode": "decimal"}

    def clean_amounts(self, names: tuple[str, str, str], negative: str) -> tuple[Decimal, Decimal, Decimal] | None:
        """The three figures in order; None where none is given or one is wrong, which is then said at its field."""
        low, central, high = (self.cleaned_data.get(name) for name in names)
        if self.errors.keys() & set(names) or (low is None and central is None and high is None):
            return None
        for name in names:
            if (self.cleaned_data.get(name) or 0) < 0:
                self.add_error(name, negative)
                return None
        if central is None:
            self.add_error(names[1], _("Give the central figure too: what you expect."))
            return None
        low, high = central if low is None else low, central if high is None else high
        if low > central:
            self.add_error(names[0], _("The low figure is above the central one."))
        if high < central:
            self.add_error(names[2], _("The high figure is below the central one."))
        return None if self.errors.keys() & set(names) else (low, central, high)

    def _post_clean(self) -> None:
        """The model's own check of the range would say again, of no field, what is said at each."""


class CostForm(EstimateForm):
    """One cost: a sum of money, or staff time."""

    class Meta:
        model = CostLine
        fields = ["title", *AMOUNTS, *STAFF, "said_by", "once"]
        help_texts = {"said_by": _("A price list, a quotation, a colleague, a pilot.")}

    def clean(self) -> dict[str, Any]:
        """Either money or hours, whole and in order, each fault at its field."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in STAFF if values.get(name) is not None]
        if not given:
            amounts = self.clean_amounts(
                AMOUNTS, gettext("A cost is not negative. What is saved belongs to the benefits.")
            )
            if amounts is None and not self.errors:
                self.add_error("central", _("Say what it costs, in money or as staff time."))
            self.amounts, self.staff = amounts, None
            return values
        if any(values.get(name) is not None for name in AMOUNTS):
            self.add_error(
                "central", _("Give either the money or the staff time, not both: staff time is priced by itself.")
            )
        for name in ("hours", "people", "hourly_rate"):
            if values.get(name) is None and name not in self.errors:
                self.add_error(name, _("Staff time needs hours, people and the cost of an hour."))
        if (values.get("hourly_rate") or 0) < 0:
            self.add_error("hourly_rate", _("The cost of an hour is not negative."))
        if values.get("people") == 0:
            self.add_error("people", _("At least one person."))
        hours = self.clean_amounts(HOURS, gettext("Hours are not negative."))
        if hours and not self.errors:
            self.staff = lines.StaffTime(*hours, people=values["people"], hourly_rate=values["hourly_rate"])
            if self.staff.prices[2] >= TOO_MUCH:
                self.add_error("hourly_rate", _("This comes to more money than can be kept."))
        return values

    def line(self) -> lines.CostLine:
        rest = {name: self.cleaned_data[name] for name in ("once", "said_by")}
        if self.staff is not None:
            return lines.CostLine.of_staff(self.cleaned_data["title"], self.staff, **rest)
        return lines.CostLine(self.cleaned_data["title"], *(self.amounts or NOTHING), **rest)


class BenefitForm(EstimateForm):
    """One benefit: in money, in words, or both."""

    class Meta:
        model = BenefitLine
        fields = ["title", *AMOUNTS, "aim", "in_words", "said_by", "once"]
        help_texts = {"in_words": _("What it brings that has no price: leave the money empty then.")}

    def clean(self) -> dict[str, Any]:
        """Money in order, or words."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        negative = gettext("A benefit is not negative. What it costs belongs to the costs.")
        self.amounts = self.clean_amounts(AMOUNTS, negative)
        if self.amounts is None and not self.errors and not values.get("in_words"):
            self.add_error("in_words", _("Say what it brings: in money above, or here in words."))
        return values

    def line(self) -> lines.BenefitLine:
        rest = {name: self.cleaned_data[name] for name in ("once", "said_by", "aim", "in_words")}
        return lines.BenefitLine(self.cleaned_data["title"], *(self.amounts or NOTHING), **rest)


class RiskForm(CaseRowForm):
    """One risk."""

    class Meta:
        model = Risk
        fields = ["title", "likelihood", "impact", "mitigation"]
        widgets = {name: forms.NumberInput(attrs={"min": 1, "max": 5}) for name in ("likelihood", "impact")}

    def line(self) -> lines.RiskLine:
        return lines.RiskLine(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class ProposeForm(forms.Form):
    """Who decides, and whether all of them have to approve."""

    approvers = PeopleField(label=_("Who decides"), help_text=_("Their email addresses, one a line."))
    approval_rule = forms.ChoiceField(
        label=_("It is approved when"),
        choices=ApprovalRule,
        initial=ApprovalRule.ALL,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_approval_rule(self) -> str:
        return self.cleaned_data["approval_rule"] or ApprovalRule.ALL.value


class AnswerForm(forms.Form):
    """An approver's answer."""

    verdict = forms.ChoiceField(label=_("Your answer"), choices=Verdict, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Your reason"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("It is kept with the decision.")
    )


class InformalForm(forms.Form):
    """An approval that was given without a formal case."""

    words = forms.CharField(
        label=_("Who approved it, when and how"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: agreed by the head of service at our meeting on 3 March."),
    )


CostRows = rows_of(CostForm)
BenefitRows = rows_of(BenefitForm)
RiskRows = rows_of(RiskForm)


def cost_initial(line: lines.CostLine) -> dict[str, Any]:
    """A cost as its form shows it: staff time without its price, which follows from it."""
    values = asdict(line)
    staff = values.pop("staff")
    return values | dict.fromkeys(AMOUNTS) | staff if staff else values


def benefit_initial(line: lines.BenefitLine) -> dict[str, Any]:
    """A benefit as its form shows it: no zeros where it is told in words alone."""
    values = asdict(line)
    return values | dict.fromkeys(AMOUNTS) if line.in_words and not line.high else values
