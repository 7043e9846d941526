"""Lists whose order counts: each row can be moved up or down, and a button that is no saving gives back what was typed."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME

from programmes.forms.rows import RowForm, RowFormSet


class OrderedRowForm(RowForm):
    """A row of an ordered list. Its place alone does not make an empty row a filled one."""

    @property
    def changed_data(self) -> list[str]:
        """The fields that differ from what the page showed."""
        return [name for name in super().changed_data if name != ORDERING_FIELD_NAME]

    def clean(self) -> dict[str, Any]:
        """Texts with the line ends that they are stored with, so that a page saved as it stands changes nothing."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n")
        return cleaned


class OrderedRowFormSet(RowFormSet):
    """The rows in the order that their numbers say; a row without a number comes last."""

    ordering_widget = forms.HiddenInput

    def in_order(self) -> list[forms.Form]:
        """The rows as they shall stand."""
        return sorted(self.forms, key=_place)

    def filled(self) -> list[forms.Form]:
        """The rows that hold something, as they shall stand."""
        return [form for form in self.in_order() if form.initial or (form.is_bound and form.has_changed())]

    def blank(self) -> list[forms.Form]:
        """The rows for adding."""
        filled = self.filled()
        return [form for form in self.forms if form not in filled]

    def lines(self) -> list[Any]:
        """What the filled rows hold in their order, without those that are ticked for removal."""
        kept = [form for form in self.filled() if form not in self.deleted_forms]
        return [form.line() for form in kept if isinstance(form, OrderedRowForm)]

    def typed(self, move: str = "") -> list[dict[str, Any]]:
        """What stands in the filled rows, as a new list can start from it, however wrong it is.

        ``move`` is a button's value, such as ``criteria-3:up``: that row changes places with its neighbour.
        """
        kept = self.filled()
        prefix, _colon, way = move.partition(":")
        place = next((place for place, form in enumerate(kept) if form.prefix == prefix), None)
        other = None if place is None else place + {"up": -1, "down": 1}.get(way, 0)
        if place is not None and other is not None and 0 <= other < len(kept):
            kept[place], kept[other] = kept[other], kept[place]
        return [{**form.initial, **_values(form), "moved": form.prefix == prefix} for form in kept]


def ordered_rows_of(
    form: type[OrderedRowForm], *, extra: int = 1, of: type[OrderedRowFormSet] = OrderedRowFormSet
) -> type[OrderedRowFormSet]:
    """The ordered list for this form of a row; ``of`` is a list that checks more than its rows."""
    rows: type[OrderedRowFormSet] = formset_factory(  # type: ignore[assignment]  # the stubs forget which formset was asked for
        form, formset=of, extra=extra, can_delete=True, can_order=True, max_num=100, validate_max=True
    )
    return rows


def _place(form: forms.Form) -> tuple[bool, float]:
    value = form[ORDERING_FIELD_NAME].value() if ORDERING_FIELD_NAME in form.fields else None
    try:
        return False, float(str(value))
    except (TypeError, ValueError):
        return True, 0.0


def _values(form: forms.Form) -> dict[str, Any]:
    named = {
        field.name: field.value() for field in form if field.name not in (ORDERING_FIELD_NAME, DELETION_FIELD_NAME)
    }
    return named | {DELETION_FIELD_NAME: bool(form[DELETION_FIELD_NAME].value())}
