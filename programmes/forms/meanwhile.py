"""What somebody else changed while a form was open, in the words of that form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.plans.writing import plain_number
from programmes.services.row_editing import ChangedMeanwhile


@dataclass(frozen=True)
class ToldFact:
    """One field that somebody changed, as the page tells it."""

    name: str
    theirs: str
    mine: str
    both_changed: bool


def told(form: forms.BaseForm, meanwhile: ChangedMeanwhile) -> list[ToldFact]:
    """Every field that others changed, with their words and mine."""
    return [
        ToldFact(
            _label(form, fact.name),
            _shown(form, fact.name, fact.theirs),
            _shown(form, fact.name, fact.mine),
            fact.both_changed,
        )
        for fact in meanwhile.facts
    ]


def _label(form: forms.BaseForm, name: str) -> str:
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
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(part) for part in value)
    return str(value)
