"""A field that is drawn in Python is the one that our template draws."""

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from awards_site.templatetags.fields import quick_field

KINDS = [("", "Choose"), ("a", "A <b>"), ("Group", [("b", "B & C"), ("c", "C")])]


class Everything(forms.Form):
    line = forms.CharField(label="A “line” & more", max_length=9, help_text=mark_safe("Such as <code>this</code>."))
    told = forms.CharField(help_text="Written by <script>somebody</script>.")
    agreed = forms.BooleanField(help_text="Written by <script>somebody</script>.")
    free = forms.CharField(required=False)
    many = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    number = forms.DecimalField(required=False, min_value=0, decimal_places=2)
    kind = forms.ChoiceField(choices=KINDS)
    tick = forms.BooleanField(required=False, help_text="Once only.")
    must = forms.BooleanField()
    mail = forms.EmailField(required=False)
    one = forms.ChoiceField(choices=[("x", "X"), ("y", "Y")], widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(
        choices=[(1, "A <b>"), (2, "B & C")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Written by <script>somebody</script>.",
    )
    day = forms.DateField(required=False)


class Unsaid(Everything):
    optional_unsaid = True


@pytest.mark.parametrize("made", [Everything, Unsaid])
@pytest.mark.parametrize(
    ("data", "initial"),
    [
        (None, {}),
        (None, {"line": "x", "number": 4, "kind": "b", "tick": True, "many": "one\ntwo"}),
        ({"line": '"><script>', "number": "-1", "kind": "z", "many": "</textarea>"}, {}),
        ({"line": "ok", "kind": "a", "tick": "on", "must": "on", "one": "y", "some": ["2", "<script>"]}, {}),
    ],
)
def test_each_kind_of_field_is_drawn_to_the_letter(made, data, initial):
    form = made(data, initial=initial, prefix="rows-0")
    for field in form:
        assert parse_html(quick_field(field)) == parse_html(as_crispy_field(field))
        assert "<script>" not in quick_field(field)
        assert ("<code>" in quick_field(field)) == (field.name == "line")
