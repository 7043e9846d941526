"""What somebody else changed while a form was open, in the words of that form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.plans.row_stamps import same
from programmes.plans.writing import plain_number
from programmes.services.row_editing import ChangedMeanwhile, MeanwhileFact

Values = Mapping[str, Any]
# By the name of a field: what the list is called, and the form of one of its rows.
Lists = Mapping[str, tuple[str, forms.BaseForm]]
EMPTY = (None, "", False, ())


@dataclass(frozen=True)
class ToldFact:
    """One field that somebody changed, as the page tells it."""

    name: str
    theirs: str
    mine: str
    both_changed: bool


def told(form: forms.BaseForm, meanwhile: ChangedMeanwhile, lists: Lists = MappingProxyType({})) -> list[ToldFact]:
    """Every field that others changed, with their words and mine; ``lists`` are the fields that are lists of rows."""
    return [
        ToldFact(_label(form, fact.name, lists), *_both(form, fact, lists), fact.both_changed)
        for fact in meanwhile.facts
    ]


def told_rows(row: forms.BaseForm, meanwhile: ChangedMeanwhile, name: str) -> list[ToldFact]:
    """Every row that others changed, added or removed, called by its field ``name``, with what they and I have of it."""
    return [
        ToldFact(
            str((fact.theirs or fact.mine)[name]),
            _row_in_words(row, fact.theirs, fact.mine, name) if fact.theirs else _("Removed"),
            _row_in_words(row, fact.mine, fact.theirs, name),
            fact.both_changed,
        )
        for fact in meanwhile.facts
        if fact.theirs or fact.mine
    ]


def _row_in_words(row: forms.BaseForm, values: Values | None, other: Values | None, name: str) -> str:
    """What of a row differs from the other one, a line each; where there is no other, all that it says beside its name."""
    if values is None:
        return ""
    shown = [field for field in values if field in row.fields and not row.fields[field].widget.is_hidden]
    if other is None:
        said = {field: _shown(row, field, values[field]) for field in shown if field != name}
        return "\n".join(_line(row, field, words) for field, words in said.items() if words) or str(values[name])
    differs = [field for field in shown if not same(values[field], other[field])]
    return "\n".join(_line(row, field, _shown(row, field, values[field])) for field in differs)


def _line(row: forms.BaseForm, field: str, words: str) -> str:
    return f"{row.fields[field].label}: {words or '–'}"


def _both(form: forms.BaseForm, fact: MeanwhileFact, lists: Lists) -> tuple[str, str]:
    """Their words and mine; of a list, only the rows that differ."""
    if fact.name not in lists:
        return _shown(form, fact.name, fact.theirs), _shown(form, fact.name, fact.mine)
    row = lists[fact.name][1]
    theirs, mine = ([_on_a_line(row, line) for line in said] for said in (fact.theirs, fact.mine))
    return "\n".join(line for line in theirs if line not in mine), "\n".join(
        line for line in mine if line not in theirs
    )


def _on_a_line(row: forms.BaseForm, values: Values) -> str:
    return ", ".join(filter(None, (_shown(row, name, value) for name, value in values.items() if value not in EMPTY)))


def _label(form: forms.BaseForm, name: str, lists: Lists) -> str:
    if name in lists:
        return lists[name][0]
    return str(form.fields[name].label) if name in form.fields else _("Answers")


def _shown(form: forms.BaseForm, name: str, value: Any) -> str:
    field = form.fields.get(name)
    if isinstance(field, forms.ModelMultipleChoiceField) and all(isinstance(part, int) for part in value):
        return ", ".join(str(row) for row in field.queryset.filter(pk__in=value)) if field.queryset is not None else ""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(str(value), value or ""))  # type: ignore[arg-type]  # our choices are not grouped
    return _in_words(value)


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "j F Y, H:i" if isinstance(value, datetime) else "j F Y")
    if isinstance(value, Decimal):
        return str(plain_number(value))
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        return ", ".join(_in_words(part) for part in (value.values() if isinstance(value, Mapping) else value))
    return str(value)
