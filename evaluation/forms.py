from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries.people import active_people
from evaluation.calculations.answers import LONGEST_TEXT, MARKS
from evaluation.enums import QuestionKind
from evaluation.models import Action, Kpi, LogEntry, Question, Review, Survey
from programmes.enums import Aim
from programmes.models import Cycle, Programme

LARGEST_UPLOAD = 4 * 1024 * 1024

LIKERT = {
    1: _("1, not at all"),
    2: _("2"),
    3: _("3"),
    4: _("4"),
    5: _("5, fully"),
}


class AnswerForm(forms.Form):
    """The questions of one survey; any may be left out, but not all. The page says so once, above them."""

    optional_unsaid = True

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions: list[Question] = list(survey.questions.all())
        for question in self.questions:
            self.fields[question.code] = _field(question)

    def clean(self) -> dict[str, Any]:
        """Refuse an empty sheet: it would use up the link and say nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("Please answer at least one question; the others may stay empty."))
        return cleaned

    def answers(self) -> dict[str, int | str]:
        """What was answered, by the question's code."""
        given = {question: self.cleaned_data.get(question.code, "") for question in self.questions}
        return {
            question.code: value.strip() if question.kind == QuestionKind.TEXT else int(value)
            for question, value in given.items()
            if value.strip()
        }


def _field(question: Question) -> forms.Field:
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(
            label=question.text,
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Please name nobody: what you write is read by those who run the awards."),
        )
    return forms.ChoiceField(
        label=question.text, required=False, choices=_choices(question.kind), widget=forms.RadioSelect
    )


def _choices(kind: str) -> list[tuple[str, Any]]:
    if kind == QuestionKind.YES_NO:
        return [("1", _("Yes")), ("0", _("No"))]
    words: dict[int, Any] = LIKERT if kind == QuestionKind.LIKERT5 else {}
    return [(str(mark), words.get(mark, str(mark))) for mark in MARKS[kind]]


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """One question, before it is asked."""

    aim = forms.ChoiceField(label=_("Serves"), required=False, choices=[("", _("Neither aim")), *Aim.choices])

    class Meta:
        model = Question
        fields = ["text", "kind", "aim"]


class KpiForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What a figure is called and which way is better."""

    aim = forms.ChoiceField(label=_("Serves"), required=False, choices=[("", _("Neither aim")), *Aim.choices])

    class Meta:
        model = Kpi
        fields = ["title", "unit", "aim", "higher_is_better"]
        widgets = {"title": forms.TextInput(attrs={"list": "measures"})}
        help_texts = {"title": _("Called as in the objectives, so that they find their figures.")}


class ReasonForm(forms.Form):
    """Why something is put right."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The trail keeps it: name nobody."),
    )


class MeasurementForm(ReasonForm):
    """The right value of one day, and why; the value is not asked for where it ``removes`` the day."""

    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=4, min_value=-(10**10), max_value=10**10)

    field_order = ["value", "reason"]

    def __init__(self, *args: Any, removes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].required = not removes


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """The manager's words on each point of view."""

    class Meta:
        model = Review
        fields = ["organisation", "managers", "winners", "others", "customers", "conclusion"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["rows"] = 3


class ActionForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """An improvement."""

    owner = forms.ModelChoiceField(queryset=User.objects.none(), required=False, label=_("Owner"))

    class Meta:
        model = Action
        fields = ["title", "because", "owner", "due"]
        widgets = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = active_people()  # type: ignore[attr-defined]  # a ModelChoiceField, made above


class LogForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A line of the reflective log."""

    class Meta:
        model = LogEntry
        fields = ["text", "cycle"]

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle = forms.ModelChoiceField(
            queryset=Cycle.objects.filter(programme=programme).select_related("programme"),
            required=False,
            label=_("Cycle"),
            empty_label=_("The programme as a whole"),
        )
        self.fields["cycle"] = cycle
        self.fields["text"].widget.attrs["rows"] = 4


class UploadForm(forms.Form):
    """A CSV file of figures or answers."""

    file = forms.FileField(label=_("CSV file"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}))

    def __init__(self, *args: Any, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Columns: %(columns)s.") % {"columns": ", ".join(columns)}

    def clean_file(self) -> bytes:
        """The file's content, as it was sent."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 4 MB. Divide it and bring it in part by part."))
        return bytes(upload.read())


class ReportFilter(forms.Form):
    """Which cycles the reports page shows."""

    optional_unsaid = True

    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(), required=False, label=_("Programme"), to_field_name="slug"
    )
    opened_from = forms.DateField(
        required=False, label=_("Opened from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    opened_until = forms.DateField(
        required=False, label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
