"""Forms of the calibration round."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.models import Category, Cycle


class SampleForm(forms.Form):
    """A sample that somebody writes for the purpose."""

    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.none(),
        empty_label=None,
        help_text=_("Judges score the sample by the criteria of this category."),
    )
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("A few words; no name of anybody."))
    story = forms.CharField(
        label=_("Story"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("As a nominator would tell it, in a page at the most. Make it one that a panel could disagree on."),
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.queryset = Category.objects.filter(rulebook=cycle.rulebook_id)
