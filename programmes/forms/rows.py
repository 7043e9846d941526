"""Lists that are edited as a whole: one form a row, one empty row to add, a tick to remove."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class RowForm(forms.ModelForm):  # type: ignore[type-arg]  # the model stands in each form's Meta
    """One row. ``line`` gives it as the plain value that the services take."""

    def line(self) -> Any:
        raise NotImplementedError


class RowFormSet(BaseFormSet):  # type: ignore[type-arg]  # of any RowForm
    """The rows of a list, in the order in which they stand on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.initial:  # a row that somebody added meanwhile is not what an empty one began with
            self.initial = list(self.initial)[: self.initial_form_count()]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this")

    def lines(self) -> list[Any]:
        """What the filled rows hold, without those that are ticked for removal."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return [form.line() for form in kept if form.has_changed() or form.initial]

    def clean(self) -> None:
        """Give every row without a code one of its own, out of its title."""
        if any(self.errors):
            return
        taken = {form.cleaned_data.get("code") for form in self.forms}
        for form in self.forms:
            if "code" in form.fields and not form.cleaned_data.get("code") and form.has_changed():
                title = form.cleaned_data.get("title") or form.cleaned_data.get("statement") or "line"
                form.cleaned_data["code"] = own_code(title, taken)
                taken.add(form.cleaned_data["code"])


def own_code(title: str, taken: Collection[str | None]) -> str:
    """A code out of a title that nothing else has."""
    stem = slugify(title)[:26].strip("-") or "line"
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(code for code in candidates if code not in taken)


def rows_of(form: type[RowForm], *, extra: int = 1) -> type[RowFormSet]:
    """The list for this form of a row."""
    rows: type[RowFormSet] = formset_factory(  # type: ignore[assignment]  # the stubs forget which formset was asked for
        form, formset=RowFormSet, extra=extra, can_delete=True, max_num=100, validate_max=True
    )
    return rows


class DayInput(forms.DateInput):
    """A date, by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
