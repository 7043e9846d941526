"""The forms of a business case and of its answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.enums import Verdict
from programmes.forms.people import PeopleField
from programmes.forms.rows import RowForm, rows_of
from programmes.models import BenefitLine, BusinessCase, CostLine, Risk
from programmes.plans import lines


class CaseForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """What is asked for, and over how many years it is looked at."""

    class Meta:
        model = BusinessCase
        fields = ["purpose", "summary", "years", "discount_rate"]
        help_texts = {"summary": _("What you ask for, why now, and what happens if nothing is done.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["years"].widget.attrs |= {"min": 1, "max": 10}


class CostForm(RowForm):
    """One cost."""

    class Meta:
        model = CostLine
        fields = ["title", "low", "central", "high", "once", "said_by"]

    def line(self) -> lines.CostLine:
        return lines.CostLine(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class BenefitForm(RowForm):
    """One benefit."""

    class Meta:
        model = BenefitLine
        fields = ["title", "aim", "low", "central", "high", "once", "said_by", "in_words"]

    def line(self) -> lines.BenefitLine:
        return lines.BenefitLine(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class RiskForm(RowForm):
    """One risk."""

    class Meta:
        model = Risk
        fields = ["title", "likelihood", "impact", "mitigation"]
        widgets = {name: forms.NumberInput(attrs={"min": 1, "max": 5}) for name in ("likelihood", "impact")}

    def line(self) -> lines.RiskLine:
        return lines.RiskLine(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class ProposeForm(forms.Form):
    """Who decides."""

    approvers = PeopleField(
        label=_("Who decides"), help_text=_("Their email addresses, one a line. All of them have to approve.")
    )


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
