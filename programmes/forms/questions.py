"""The questions of one version of the rules, as its editor shows them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.enums import QuestionKind
from programmes.forms.ordered_rows import OrderedRowForm, OrderedRowFormSet, ordered_rows_of
from programmes.models import FormQuestion
from programmes.plans import lines
from programmes.plans.question_gaps import question_gaps

PARTED_BY = ":"


class QuestionForm(OrderedRowForm):
    """One question. Its choices stand one a line; ``shown`` is the code of another question and the answer to it."""

    choices = forms.CharField(
        label=gettext_lazy("Answers to choose from"),
        help_text=gettext_lazy("One a line."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("Ask it"),
        help_text=gettext_lazy("Answers of the questions that are saved already can be chosen here."),
        required=False,
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("In which categories"),
        help_text=gettext_lazy("None chosen means all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = FormQuestion
        fields = ["code", "title", "kind", "help", "required", "for_judges"]
        widgets = {"code": forms.HiddenInput}

    def __init__(self, *args: Any, rules: lines.RulesLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["shown"].choices = _conditions(rules, self.initial)  # type: ignore[attr-defined]  # a choice field
        self.fields["categories"].choices = [(line.code, line.title) for line in rules.categories]  # type: ignore[attr-defined]  # a choice field
        if len(rules.categories) < 2:
            del self.fields["categories"]

    def line(self) -> lines.QuestionLine:
        data = self.cleaned_data
        shown_if, _parted, shown_for = data["shown"].partition(PARTED_BY)
        typed = [line.strip() for line in data["choices"].splitlines()] if data["kind"] == QuestionKind.CHOICE else []
        return lines.QuestionLine(
            **{name: data[name] for name in self.Meta.fields},
            choices=tuple(choice for choice in typed if choice),
            shown_if=shown_if,
            shown_for=shown_for,
            categories=tuple(sorted(data.get("categories", ()))),
        )


def _conditions(rules: lines.RulesLine, initial: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Always, or after an answer of another question; a condition that has become impossible stays to be seen."""
    answers = {
        f"{line.code}{PARTED_BY}{choice}": _("after “%(answer)s” to “%(question)s”")
        % {"answer": choice, "question": line.title}
        for line in rules.questions
        if line.kind == QuestionKind.CHOICE and line.code != initial.get("code")
        for choice in line.choices
    }
    kept = initial.get("shown", "")
    return [("", _("always")), *answers.items(), *([(kept, kept)] if kept and kept not in answers else [])]


class QuestionFormSet(OrderedRowFormSet):
    """The questions in their order; what could not be answered as it stands is refused in words."""

    def clean(self) -> None:
        super().clean()
        if not any(self.errors) and (gaps := question_gaps(self.lines())):
            raise forms.ValidationError(gaps)


QuestionRows = ordered_rows_of(QuestionForm, of=QuestionFormSet)


def question_initial(line: lines.QuestionLine) -> dict[str, Any]:
    """A question as its form shows it."""
    values = asdict(line)
    shown_if, shown_for = values.pop("shown_if"), values.pop("shown_for")
    return values | {
        "choices": "\n".join(line.choices),
        "shown": f"{shown_if}{PARTED_BY}{shown_for}" if shown_if else "",
        "categories": list(line.categories),
    }
