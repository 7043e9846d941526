"""The forms of one version of the rules."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import JobRole
from accounts.queries.teams import teams_and_sites
from programmes.enums import RULES_THAT_LIST
from programmes.forms.ordered_rows import OrderedRowForm, ordered_rows_of
from programmes.models import Category, Criterion, EligibilityRule, Rulebook
from programmes.plans import lines
from programmes.plans.writing import plain_number

MOST_LEVELS = 11


class CategoryForm(OrderedRowForm):
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


class EligibilityForm(OrderedRowForm):
    """A rule that data can check. The teams or sites of a rule about them stand one a line."""

    listed = forms.CharField(
        label=gettext_lazy("Teams or sites"),
        help_text=gettext_lazy("One a line; for the rules about them. A team stands for those under it, too."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = EligibilityRule
        fields = ["code", "title", "kind", "value"]
        widgets = {"code": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False

    def line(self) -> lines.EligibilityLine:
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return lines.EligibilityLine(**values, listed=tuple(self.cleaned_data["listed"]))

    def clean_listed(self) -> list[str]:
        """The names as the directory has them; a name that it lacks is a slip that would leave everybody out."""
        typed = [line.strip() for line in self.cleaned_data["listed"].splitlines() if line.strip()]
        known = {name.casefold(): name for name in teams_and_sites()} if typed else {}
        unknown = [name for name in typed if name.casefold() not in known]
        if unknown:
            words = gettext_lazy("There is no team or site called “%(name)s”.")
            raise forms.ValidationError(words % {"name": unknown[0]})
        return list(dict.fromkeys(known[name.casefold()] for name in typed))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") in RULES_THAT_LIST and not cleaned.get("listed") and not self.has_error("listed"):
            self.add_error("listed", gettext_lazy("List the teams or sites that this rule is about."))
        return cleaned


class CriterionForm(OrderedRowForm):
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
                label=category.title,
                required=False, min_value=Decimal("0.01"), max_value=100, decimal_places=2, max_digits=5,
            )  # fmt: skip
        described = {value for line in rules.criteria for value in line.levels}
        for value in levels_asked(rules.judging, described):
            self.fields[f"level:{value}"] = forms.CharField(
                label=_("A %(value)s looks like") % {"value": value}, required=False, max_length=400
            )

    @property
    def weights(self) -> list[forms.BoundField]:
        """The fields of its weights, by category."""
        return [self[name] for name in self.fields if name.startswith("weight:")]

    @property
    def levels(self) -> list[forms.BoundField]:
        """The fields that say what each score looks like, from the lowest."""
        return [self[name] for name in self.fields if name.startswith("level:")]

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
        **{f"weight:{code}": plain_number(weight) for code, weight in line.weights.items()},
        **{f"level:{value}": text for value, text in line.levels.items()},
    }


TIES_ASKED = 4


class JudgingForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """The judging procedure. A tie is broken step by step: ``tie:0`` first, then ``tie:1``…"""

    class Meta:
        model = Rulebook
        fields = [
            "judges_per_entry", "minimum_judges", "blind", "scale_low", "scale_high", "method", "feedback", "self_nomination",
            "grace", "supporting", "judges_named", "full_panel",
        ]  # fmt: skip
        widgets = {"method": forms.RadioSelect, "feedback": forms.RadioSelect, "supporting": forms.RadioSelect}

    def __init__(self, *args: Any, rules: lines.RulesLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = rules.judging.tie_break
        choices = [("", _("–")), *tie_choices(rules, steps)]
        self.ties = [f"tie:{place}" for place in range(max(TIES_ASKED, len(steps) + 1))]
        for place, name in enumerate(self.ties):
            self.fields[name] = forms.ChoiceField(
                label=_("First counts") if place == 0 else _("then"),
                choices=choices,
                required=False,
                initial=steps[place] if place < len(steps) else "",
            )

    @property
    def tie_fields(self) -> list[forms.BoundField]:
        """The steps by which a tie is parted, in their order."""
        return [self[name] for name in self.ties]

    def clean(self) -> dict[str, Any]:
        """A scale rises, and no result needs more judges than an entry has."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = cleaned.get("scale_low"), cleaned.get("scale_high")
        if low is not None and high is not None and low >= high:
            self.add_error("scale_high", _("The highest score must be above the lowest."))
        judges, fewest = cleaned.get("judges_per_entry"), cleaned.get("minimum_judges")
        if judges and fewest and fewest > judges and not cleaned.get("full_panel"):
            self.add_error("minimum_judges", _("A result cannot need more judges than an entry is given."))
        if judges is not None and not 1 <= judges <= 50:
            self.add_error("judges_per_entry", _("Between 1 and 50 judges can read an entry."))
        return cleaned

    def line(self) -> lines.JudgingLine:
        steps = dict.fromkeys(self.cleaned_data[name] for name in self.ties)
        kept = tuple(step for step in steps if step)
        if "chair" in kept:  # what the chair decides is decided
            kept = kept[: kept.index("chair") + 1]
        return lines.JudgingLine(**{name: self.cleaned_data[name] for name in self.Meta.fields}, tie_break=kept)


def tie_choices(rules: lines.RulesLine, steps: tuple[str, ...]) -> list[tuple[str, str]]:
    """What can part entries that stand level; a step that no criterion has any more stays as it is written."""
    known = [
        *((f"criterion:{line.code}", _("the mean for “%(title)s”") % {"title": line.title}) for line in rules.criteria),
        ("raw", _("the mean of the judges’ totals, as they were given")),
        ("median", _("the middle one of the judges’ totals")),
        ("chair", _("the panel’s chair, with a written reason")),
    ]
    codes = {code for code, _words in known}
    return [*known, *((step, step) for step in steps if step not in codes)]


class PublishForm(forms.Form):
    """What changed since the last version; asked from the second one on."""

    change_note = forms.CharField(
        label=gettext_lazy("What changed since the last version"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say what changed: people who nominated under the last version will look.")
        },
    )

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change_note"].required = version > 1


CategoryRows = ordered_rows_of(CategoryForm)
CriterionRows = ordered_rows_of(CriterionForm)
EligibilityRows = ordered_rows_of(EligibilityForm)


class CopyForm(forms.Form):
    """Which version fills the draft."""

    source = forms.ChoiceField(label=gettext_lazy("Take over the rules of"))

    def __init__(self, *args: Any, sources: list[Rulebook], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(each.pk): each for each in sources}
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # a choice field
            (key, _("%(programme)s, version %(version)s") % {"programme": each.programme, "version": each.version})
            for key, each in self.sources.items()
        ]

    def chosen(self) -> Rulebook:
        return self.sources[self.cleaned_data["source"]]


def role_names() -> list[str]:
    """The job roles that a category can be open to."""
    return list(JobRole.objects.values_list("name", flat=True))
