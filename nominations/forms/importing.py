"""A file of nominations: choosing it, and saying which of its columns holds what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.grids import Grid
from nominations.calculations.columns import VALUE
from nominations.enums import Medium, NominatorKind
from nominations.file_fields import GROUPS, LABELS
from nominations.queries.questions import typed_questions
from nominations.services.filing import fields_of
from nominations.services.import_rows import EVIDENCE, QUESTION
from programmes.models import Category, Criterion, Cycle

MOST_BYTES = 10 * 1024 * 1024
SAMPLE = 40


class NominationFileForm(forms.Form):
    """A CSV file or a workbook, of 10 MB at most."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), up to 10 MB and 20,000 rows. Its first row names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Bring it in as two."))
        return file


class ColumnsForm(forms.Form):
    """One choice for each thing that a nomination has: nothing, a column of the file, or the same for every row."""

    optional_unsaid = True

    def __init__(self, *args: Any, grid: Grid, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = dict(Criterion.objects.filter(rulebook=cycle.rulebook).values_list("code", "title"))
        self.asked = dict(typed_questions(cycle).values_list("code", "title"))
        columns = [(f"c{place}", _described(grid, place)) for place, name in enumerate(grid.header) if name]
        values = _values_for_every_row(cycle)
        for name in fields_of(cycle):
            choices: list[Any] = [("", _("Not in the file")), (_("A column of the file"), columns)]
            if name in values:
                choices.append((_("The same for every row"), values[name]))
            label = (
                LABELS.get(name) or (self.asked if name.startswith(QUESTION) else self.criteria)[name.partition(":")[2]]
            )
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self._defaults(values)

    def _defaults(self, values: dict[str, list[tuple[str, Any]]]) -> None:
        """Where nothing was found: customers, and the only category there is."""
        self.initial.setdefault("nominator_kind", f"{VALUE}{NominatorKind.CUSTOMER}")
        if len(values["category"]) == 1:
            self.initial.setdefault("category", values["category"][0][0])

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them, those for single criteria last."""
        found = [(title, [self[name] for name in names]) for title, names in GROUPS]
        found.append((_("Words on single criteria"), [self[f"{EVIDENCE}{code}"] for code in self.criteria]))
        if self.asked:
            found.append((_("Questions of the form"), [self[f"{QUESTION}{code}"] for code in self.asked]))
        return found

    def clean(self) -> dict[str, Any]:
        """Every nomination needs a category, somebody who is named, a day and a story; no column holds two things."""
        cleaned: dict[str, Any] = super().clean() or {}
        for message, names in (
            (_("Say where the category stands, or choose one for every row."), ("category",)),
            (
                _("Say where the nominee’s name, email or team stands."),
                ("nominee_name", "nominee_email", "nominee_team"),
            ),
            (_("Say who nominates: a column, or the same for every row."), ("nominator_kind",)),
            (_("Say where the day stands, or choose today for every row."), ("submitted_at", "received_on")),
            (_("Say where the story stands."), ("situation", "task", "action", "result", *_evidence(self.fields))),
        ):
            if not any(cleaned.get(name) for name in names):
                self.add_error(names[0], message)
        self._each_column_once(cleaned)
        return cleaned

    def _each_column_once(self, cleaned: dict[str, Any]) -> None:
        taken: dict[str, str] = {}
        for name, choice in list(cleaned.items()):
            if choice.startswith("c") and choice in taken:
                self.add_error(name, _("This column is taken already, for “%(field)s”.") % {"field": taken[choice]})
            taken.setdefault(choice, str(self.fields[name].label))

    def columns(self) -> dict[str, str]:
        """What was chosen, of a valid form."""
        return {name: choice for name, choice in self.cleaned_data.items() if choice}


def _described(grid: Grid, place: int) -> str:
    """A column's name with the first thing that stands in it."""
    first = next((line.cells[place] for line in grid.lines[:50] if line.cells[place]), "")
    short = " ".join(first.split())
    short = f"{short[:SAMPLE]}…" if len(short) > SAMPLE else short
    return f"{grid.header[place]} ({short})" if short else grid.header[place]


def _values_for_every_row(cycle: Cycle) -> dict[str, list[tuple[str, Any]]]:
    today = timezone.localdate().isoformat()
    categories = Category.objects.filter(rulebook=cycle.rulebook).values_list("code", "title")
    return {
        "category": [(f"{VALUE}{code}", title) for code, title in categories],
        "nominator_kind": [(f"{VALUE}{value}", label) for value, label in NominatorKind.choices],
        "medium": [(f"{VALUE}{value}", label) for value, label in Medium.choices if value != Medium.ONLINE],
        "submitted_at": [(f"{VALUE}{today}", _("Today"))],
    }


def _evidence(names: Any) -> Sequence[str]:
    return [name for name in names if name.startswith(EVIDENCE)]
