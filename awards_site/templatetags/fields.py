"""A field as ``bootstrap5/field.html`` draws it, drawn in Python.

A page with hundreds of fields spends most of its time in the templates of each; this draws the common kinds several times
as fast, and the same. Any other kind is left to the template.
"""

from functools import cache
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.forms import BoundField
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards_site.templatetags.icons import icon

register = template.Library()
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
DRAWN = (forms.TextInput, forms.NumberInput, forms.Textarea, forms.Select, forms.CheckboxInput, *GROUPS)


@register.filter
def quick_field(field: BoundField) -> SafeString:
    """Label, hint, error and control of a field."""
    widget = field.field.widget
    if type(widget) not in DRAWN:
        drawn: SafeString = as_crispy_field(field)
        return drawn
    if isinstance(widget, forms.CheckboxInput):
        body = _tick(field, widget)
    elif isinstance(widget, GROUPS):
        body = _group(field)
    else:
        kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
        label = format_html(
            '<label class="form-label" for="{}">{}{}</label>', field.id_for_label, field.label, _optional(field)
        )
        body = format_html("{}{}{}{}", label, _hint(field), _errors(field), _control(field, widget, kind))
    wrong = " is-invalid" if field.errors else ""
    return format_html('<div id="div_{}" class="field{}">{}</div>', field.auto_id, wrong, body)


def _tick(field: BoundField, widget: forms.Widget) -> SafeString:
    hint = format_html('<small id="{}_helptext">{}</small>', field.auto_id, field.help_text) if field.help_text else ""
    return format_html(
        '{}<div class="form-check">{}<label class="form-check-label" for="{}">{}{}</label></div>',
        _errors(field),
        _control(field, widget, "form-check-input"),
        field.id_for_label,
        field.label,
        hint,
    )


def _group(field: BoundField) -> SafeString:
    described = field.aria_describedby
    return format_html(
        '<fieldset id="{}" tabindex="-1"{}><legend class="form-label">{}{}</legend>{}{}{}</fieldset>',
        field.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        field.label,
        _optional(field),
        _hint(field),
        _errors(field),
        _choices(field),
    )


def _choices(field: BoundField) -> SafeString:
    """Each choice of a group: there may be a tick for each colleague."""
    each = (choice.data for choice in field.subwidgets)
    return format_html_join(
        "",
        '<div class="form-check"><input type="{}" name="{}" value="{}"{}>'
        '<label class="form-check-label" for="{}">{}</label></div>',
        (
            (
                one["type"],
                one["name"],
                one["value"],
                _attributes(one["attrs"]),
                one["attrs"].get("id", ""),
                one["label"],
            )
            for one in each
        ),
    )


def _optional(field: BoundField) -> SafeString | str:
    if field.field.required or getattr(field.form, "optional_unsaid", False):
        return ""
    return _optional_in(get_language())


@cache
def _optional_in(_language: str | None) -> SafeString:
    return format_html(' <span class="optional">{}</span>', _("(optional)"))


def _hint(field: BoundField) -> SafeString | str:
    if not field.help_text:
        return ""
    return format_html('<div class="form-text" id="{}_helptext">{}</div>', field.auto_id, field.help_text)


def _errors(field: BoundField) -> SafeString | str:
    if not field.errors:
        return ""
    words = " ".join(str(error) for error in field.errors)
    return format_html(
        '<div class="invalid-feedback" id="{}_error">{}<span>{}</span></div>',
        field.auto_id,
        icon("circle-alert"),
        words,
    )


def _control(field: BoundField, widget: forms.Widget, kind: str) -> SafeString:
    attrs = field.build_widget_attrs({"class": f"{type(widget).__name__.lower()} {kind}"}, widget)
    if field.auto_id and "id" not in widget.attrs:
        attrs["id"] = field.auto_id
    drawn: dict[str, Any] = widget.get_context(field.html_name, field.value(), attrs)["widget"]
    rest = _attributes(drawn["attrs"])
    if isinstance(widget, forms.Textarea):
        return format_html('<textarea name="{}"{}>\n{}</textarea>', drawn["name"], rest, drawn["value"] or "")
    if isinstance(widget, forms.Select):
        return format_html('<select name="{}"{}>{}</select>', drawn["name"], rest, _options(drawn["optgroups"]))
    value = "" if drawn["value"] is None else format_html(' value="{}"', drawn["value"])
    return format_html('<input type="{}" name="{}"{}{}>', drawn["type"], drawn["name"], value, rest)


def _attributes(attrs: dict[str, Any]) -> SafeString:
    """As widgets write them: True is the name alone, False and None are left out."""
    parts = (
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False and value is not None
    )
    return mark_safe("".join(parts))  # noqa: S308 — of escaped parts


def _options(groups: list[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    drawn = []
    for name, options, _index in groups:
        of_group = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((each["value"], _attributes(each["attrs"]), each["label"]) for each in options),
        )
        drawn.append(
            format_html('<optgroup label="{}">{}</optgroup>', name, of_group) if name else conditional_escape(of_group)
        )
    return mark_safe("".join(drawn))  # noqa: S308 — of escaped parts
