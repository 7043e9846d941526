"""The part of a form that the rules of the programme add: its own questions, and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext_lazy, ngettext

from nominations.calculations.asked import asked
from nominations.forms.story import StoryForm
from nominations.forms.uploads import UploadsField
from nominations.models import Attachment, PendingUpload
from nominations.queries.questions import condition_of
from nominations.services.answers import read_answer
from nominations.services.attaching import Chosen
from programmes.enums import QuestionKind
from programmes.forms.rows import DayInput
from programmes.models import Category, FormQuestion

FEW_CHOICES = 6
MISSING = gettext_lazy("This needs an answer.")
Kept = Sequence[PendingUpload] | Sequence[Attachment]


@dataclass(frozen=True)
class AskedField:
    """A question on the page: its field, the question whose answer it waits for, and the categories that it is asked in."""

    question: FormQuestion
    field: forms.BoundField
    after: FormQuestion | None
    categories: list[Category]

    @property
    def waits_for(self) -> str:
        """The name of the field whose answer it waits for."""
        return field_name(self.after) if self.after else ""

    @property
    def category_ids(self) -> str:
        """For the script: the ids of its categories; none for all."""
        return " ".join(str(category.pk) for category in self.categories)


class AskingForm(StoryForm):
    """A story with the programme's questions and up to a few files. ``kept`` are files that the form has been given before."""

    def __init__(self, *args: Any, questions: list[FormQuestion], kept: Kept = (), **kwargs: Any) -> None:
        self.questions = questions
        self.kept: Kept = kept
        super().__init__(*args, **kwargs)
        choices = [(str(file.pk), file.name) for file in self.kept]
        self.fields["remove_files"] = forms.MultipleChoiceField(choices=choices, required=False)

    def made_fields(self) -> dict[str, forms.Field]:
        """The same with the questions, and one for files that belong to the story."""
        fields = super().made_fields()
        for question in self.questions:
            fields[field_name(question)] = _field(question, must=question.required and self.complete)
        most = settings.ATTACHMENTS["most"]
        if most:
            hint = gettext_lazy("Up to %(most)s: PDF, pictures (JPEG, PNG, WebP) or Word, each up to %(megabytes)s MB.")
            fields["files"] = UploadsField(
                most=most, label=gettext_lazy("Files that belong to the story"), help_text=hint % settings.ATTACHMENTS
            )
        return fields

    @property
    def asked_fields(self) -> list["AskedField"]:
        """Each question with its field and when it is asked, for the page."""
        by_code = {question.code: question for question in self.questions}
        return [
            AskedField(each, self[field_name(each)], by_code.get(each.shown_if), list(each.categories.all()))
            for each in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        """Check what is asked, given the category and the other answers; what is not asked is dropped without a word."""
        cleaned: dict[str, Any] = super().clean()
        category = cleaned.get("category")
        answers = {each.code: cleaned.get(field_name(each)) or "" for each in self.questions}
        due = asked([condition_of(each) for each in self.questions], category.pk if category else None, answers)
        for question in self.questions:
            if question.code in due:
                self._check(question)
            else:
                self.errors.pop(field_name(question), None)
                cleaned.pop(field_name(question), None)
        self._count_files()
        return cleaned

    def _check(self, question: FormQuestion) -> None:
        name = field_name(question)
        given = self.cleaned_data.get(name)
        try:
            if question.kind == QuestionKind.FILE:
                given = given or any(file.question_id == question.pk for file in self._staying())
            else:
                given = self.cleaned_data[name] = read_answer(question, given or "")
        except ValidationError as fault:
            self.add_error(name, fault)
        missing = question.kind == QuestionKind.FILE and self.complete and question.required and not given
        if missing and not self.has_error(name):
            self.add_error(name, MISSING)

    def _staying(self) -> list[Any]:
        removed = set(self.cleaned_data.get("remove_files", ()))
        return [file for file in self.kept if str(file.pk) not in removed]

    def _count_files(self) -> None:
        most = settings.ATTACHMENTS["most"]
        chosen = self.chosen()
        replaced = {one.question for one in chosen if one.question}
        staying = [file for file in self._staying() if file.question_id not in replaced]
        if most and len(chosen) + len(staying) > most:
            words = ngettext("At most %(most)s file can be sent.", "At most %(most)s files can be sent.", most)
            self.add_error("files", words % {"most": most})

    def chosen(self) -> list[Chosen]:
        """The files that were chosen and are good, each with the question that it answers."""
        found = [Chosen(upload) for upload in self.cleaned_data.get("files") or []]
        for question in self.questions:
            if question.kind == QuestionKind.FILE:
                found += [Chosen(upload, question.pk) for upload in self.cleaned_data.get(field_name(question)) or []]
        return found

    def removed(self) -> list[int]:
        """The ids of the kept files that were ticked for removal."""
        return [int(pk) for pk in self.cleaned_data.get("remove_files", ())]

    def answers(self) -> dict[int, str]:
        """What was answered, by the question's id, of a valid form; files are not among it."""
        texts = [each for each in self.questions if each.kind != QuestionKind.FILE]
        return {each.pk: self.cleaned_data.get(field_name(each)) or "" for each in texts}


class TypedAskingForm(AskingForm):
    """The same where no file can come: keyed in by staff, or sent by another system. Questions for a file are not asked."""

    def __init__(self, *args: Any, questions: list[FormQuestion], **kwargs: Any) -> None:
        typed = [question for question in questions if question.kind != QuestionKind.FILE]
        super().__init__(*args, questions=typed, **kwargs)
        for name in ("files", "remove_files"):
            self.fields.pop(name, None)


def field_name(question: FormQuestion) -> str:
    """How the form calls the field of a question."""
    return f"question_{question.pk}"


def _field(question: FormQuestion, *, must: bool) -> forms.Field:
    given: dict[str, Any] = {"label": question.title, "help_text": escape(question.help), "required": must}
    if question.kind == QuestionKind.FILE:
        return UploadsField(most=1, **given)
    given["error_messages"] = {"required": MISSING}
    if question.kind == QuestionKind.CHOICE:
        choices = [(choice, choice) for choice in question.choices]
        if len(choices) <= FEW_CHOICES:
            radio = forms.RadioSelect(attrs={"class": "form-check-input"})
            return forms.ChoiceField(choices=choices, widget=radio, **given)
        return forms.ChoiceField(choices=[("", "–"), *choices], **given)
    return forms.CharField(widget=_widget(question.kind), **given)


def _widget(kind: str) -> forms.Widget:
    if kind == QuestionKind.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 3})
    if kind == QuestionKind.DATE:
        return DayInput()
    return forms.TextInput(attrs={"inputmode": "decimal", "class": "half"} if kind == QuestionKind.NUMBER else {})
