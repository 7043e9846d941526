"""The forms of one version of the rules."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import JobRole
from programmes.forms.rows import RowForm, rows_of
from programmes.models import Category, Criterion, EligibilityRule, Rulebook
from programmes.plans import lines

MOST_LEVELS = 11


class CategoryForm(RowForm):
    """One thing that can be won."""

    job_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Open to"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen means everybody."),
    )  # fmt: skip

    class Meta:
        model = Category
        fields = ["code", "title", "nominee", "places", "commended", "eligible"]
        widgets = {"code": forms.HiddenInput, "eligible": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["job_roles"].choices = [(role, role) for role in roles]  # type: ignore[attr-defined]  # a choice field
        if not roles:
            del self.fields["job_roles"]

    def line(self) -> lines.CategoryLine:
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return lines.CategoryLine(**values, job_roles=tuple(sorted(self.cleaned_data.get("job_roles", ()))))


class EligibilityForm(RowForm):
    """A rule that data can check."""

    class Meta:
        model = EligibilityRule
        fields = ["code", "title", "kind", "value"]
        widgets = {"code": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False

    def line(self) -> lines.EligibilityLine:
        return lines.EligibilityLine(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class CriterionForm(RowForm):
    """What judges score: its weight in each category, and what each score looks like."""

    objective = forms.ChoiceField(label=gettext_lazy("Objective it serves"), required=False)

    class Meta:
        model = Criterion
        fields = ["code", "title", "meaning", "service_standard"]
        widgets = {"code": forms.HiddenInput, "meaning": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, rules: lines.RulesLine, objectives: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["objective"].choices = [("", "–"), *objectives]  # type: ignore[attr-defined]  # a choice field
        self.rules = rules
        for category in rules.categories:
            self.fields[f"weight:{category.code}"] = forms.DecimalField(
                label=_("Weight in %(category)s, of 100") % {"category": category.title},
                required=False, min_value=Decimal("0.01"), max_value=100, decimal_places=2, max_digits=5,
            )  # fmt: skip
        for value in levels_asked(rules.judging, set(self.initial.get("levels", ()))):
            self.fields[f"level:{value}"] = forms.CharField(
                label=_("A score of %(value)s looks like") % {"value": value}, required=False, max_length=400
            )

    def line(self) -> lines.CriterionLine:
        data = self.cleaned_data
        weights = {line.code: data[f"weight:{line.code}"] for line in self.rules.categories}
        levels = {int(name.partition(":")[2]): data[name] for name in self.fields if name.startswith("level:")}
        return lines.CriterionLine(
            **{name: data[name] for name in self.Meta.fields},
            objective=data["objective"],
            weights={code: weight for code, weight in weights.items() if weight is not None},
            levels={value: text for value, text in sorted(levels.items()) if text},
        )


def levels_asked(judging: lines.JudgingLine, described: set[int]) -> list[int]:
    """The scores that are put into words: each of a short scale, the ends and the middle of a long one."""
    low, high = judging.scale_low, judging.scale_high
    asked = set(range(low, high + 1)) if high - low < MOST_LEVELS else {low, (low + high) // 2, high}
    return sorted(asked | described)


def criterion_initial(line: lines.CriterionLine) -> dict[str, Any]:
    """A criterion as its form shows it."""
    return {
        "code": line.code,
        "title": line.title,
        "meaning": line.meaning,
        "service_standard": line.service_standard,
        "objective": line.objective,
        "levels": line.levels,
        **{f"weight:{code}": weight for code, weight in line.weights.items()},
        **{f"level:{value}": text for value, text in line.levels.items()},
    }


class JudgingForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """The judging procedure."""

    tie_break = forms.CharField(
        label=gettext_lazy("Ties are broken by"), required=False,
        help_text=gettext_lazy("In this order, with commas: criterion:impact, chair. What is left goes to the chair."),
    )  # fmt: skip

    class Meta:
        model = Rulebook
        fields = [
            "judges_per_entry", "minimum_judges", "blind", "scale_low", "scale_high", "method", "feedback", "self_nomination",
        ]  # fmt: skip

    def line(self) -> lines.JudgingLine:
        steps = tuple(step.strip() for step in self.cleaned_data["tie_break"].split(",") if step.strip())
        return lines.JudgingLine(**{name: self.cleaned_data[name] for name in self.Meta.fields}, tie_break=steps)


class PublishForm(forms.Form):
    """What changed since the last version; asked from the second one on."""

    change_note = forms.CharField(
        label=gettext_lazy("What changed"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


CategoryRows = rows_of(CategoryForm)
CriterionRows = rows_of(CriterionForm)
EligibilityRows = rows_of(EligibilityForm)


def role_names() -> list[str]:
    """The job roles that a category can be open to."""
    return list(JobRole.objects.values_list("name", flat=True))
