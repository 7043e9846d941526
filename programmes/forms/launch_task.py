"""The form of one launch task, and of a file for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.forms.people import PersonEmailField
from programmes.forms.rows import DayInput
from programmes.models import LaunchTask, Programme
from programmes.plans.lines import LaunchLine
from programmes.task_file_types import checked_task_file

FIELDS = ["title", "kind", "due", "starts_on", "audience", "channel", "notes"]


class LaunchTaskForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """One step of the launch, and what it waits for."""

    owner = PersonEmailField(label=_("Owner’s email"), required=False)
    after = forms.ModelMultipleChoiceField(
        label=_("It waits for"),
        queryset=LaunchTask.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What must be done before this can be."),
    )

    class Meta:
        model = LaunchTask
        fields = FIELDS
        widgets = {"due": DayInput(), "starts_on": DayInput(), "notes": forms.Textarea(attrs={"rows": 4})}

    field_order = ["title", "kind", "owner", "due", "starts_on", "audience", "channel", "notes", "after"]

    def __init__(
        self, data: Any = None, *, programme: Programme, task: LaunchTask | None = None, **kwargs: Any
    ) -> None:
        # The row itself is never bound: the service says what changes.
        super().__init__(data, **kwargs)
        others = LaunchTask.objects.filter(programme=programme)
        self.fields["after"].queryset = others.exclude(pk=task.pk) if task else others  # type: ignore[attr-defined]

    @classmethod
    def of(cls, task: LaunchTask, data: Any = None) -> "LaunchTaskForm":
        """The form as it stands for a task."""
        initial = {name: getattr(task, name) for name in FIELDS}
        initial |= {"owner": task.owner.email if task.owner else "", "after": [other.pk for other in task.after.all()]}
        return cls(data, programme=task.programme, task=task, initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_on, due = data.get("starts_on"), data.get("due")
        if starts_on and due and starts_on > due:
            self.add_error("starts_on", _("It begins after it is due."))
        return data

    def line(self) -> LaunchLine:
        """As the services take it; what it waits for is in ``cleaned_data["after"]``."""
        return LaunchLine(**{name: self.cleaned_data[name] for name in [*FIELDS, "owner"]})

    def _post_clean(self) -> None:
        """No row is built of it, so the model’s own checks have nothing to look at."""


class TaskFileForm(forms.Form):
    """A file for a task."""

    file = forms.FileField(label=_("A file"), help_text=_("PDF, Word, PowerPoint, PNG, JPEG or MP4, up to 25 MB."))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        self.cleaned_data["kind"] = checked_task_file(upload)
        return upload
