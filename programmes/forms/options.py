"""The matrix of options by objectives, and the choice."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.plans.lines import ObjectiveLine, OptionLine, ScoreLine

SCORES = [("", "–"), *((str(value), str(value)) for value in range(6))]


def _named(widget: type[forms.Widget], name: str) -> forms.Widget:
    """A control whose short label stands under the objective's words, and which a screen reader names in full."""
    return widget(attrs={"aria-label": name})


class MatrixForm(forms.Form):
    """One score for each option and objective, each with its reason; fields are named option:objective."""

    def __init__(
        self, *args: Any, options: tuple[OptionLine, ...], objectives: tuple[ObjectiveLine, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options, self.objectives = options, objectives
        for option in options:
            stored = {score.objective: score for score in option.scores}
            for objective in objectives:
                score = stored.get(objective.code)
                words = {"option": option.title, "objective": objective.statement}
                self.fields[f"{option.code}:{objective.code}"] = forms.ChoiceField(
                    label=_("Score"), widget=_named(forms.Select, _("Score of “%(option)s” for “%(objective)s”") % words),
                    choices=SCORES, required=False, initial=str(score.value) if score else "",
                )  # fmt: skip
                self.fields[f"{option.code}:{objective.code}:why"] = forms.CharField(
                    label=_("Why"),
                    widget=_named(forms.TextInput, _("Why this score of “%(option)s” for “%(objective)s”") % words),
                    max_length=300, required=False, initial=score.reason if score else "",
                )  # fmt: skip

    def rows(self) -> list[tuple[OptionLine, list[tuple[ObjectiveLine, forms.BoundField, forms.BoundField]]]]:
        """The matrix for the page: each option with, for each objective, the score and the reason."""
        return [
            (
                option,
                [
                    (line, self[f"{option.code}:{line.code}"], self[f"{option.code}:{line.code}:why"])
                    for line in self.objectives
                ],
            )
            for option in self.options
        ]

    def scores(self) -> dict[str, list[ScoreLine]]:
        """What was filled in, by option."""
        data = self.cleaned_data
        return {
            option.code: [
                ScoreLine(line.code, int(data[f"{option.code}:{line.code}"]), data[f"{option.code}:{line.code}:why"])
                for line in self.objectives
                if data[f"{option.code}:{line.code}"]
            ]
            for option in self.options
        }


class ChoiceForm(forms.Form):
    """Which option, and why."""

    option = forms.ChoiceField(label=gettext_lazy("The option"), widget=forms.RadioSelect)
    rationale = forms.CharField(
        label=gettext_lazy("Why this one"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("If the matrix ranks another one first, say what the matrix does not show."),
    )

    def __init__(self, *args: Any, options: tuple[OptionLine, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [(line.code, line.title) for line in options]  # type: ignore[attr-defined]  # a choice field
