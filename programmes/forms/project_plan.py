from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.people import PersonEmailField
from programmes.forms.rows import DayInput, RowForm, rows_of
from programmes.models import Responsibility
from programmes.plans.lines import ResponsibilityLine


class ResponsibilityForm(RowForm):
    """One of the programme's own rows: what, who, by when."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    owner = PersonEmailField(label=_("Person’s email"), required=False)

    class Meta:
        model = Responsibility
        fields = ["what", "due"]
        widgets = {"due": DayInput()}

    field_order = ["what", "owner", "due", "pk"]

    def line(self) -> ResponsibilityLine:
        return ResponsibilityLine(**{name: self.cleaned_data[name] for name in ("what", "owner", "due", "pk")})


ResponsibilityRows = rows_of(ResponsibilityForm)
