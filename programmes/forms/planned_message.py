"""The form of a message that sends itself, and of the list of customers that it goes to."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import JobRole, Team
from intake.problems import BadFile
from programmes.customer_file import LARGEST, CustomerList, read_customers
from programmes.enums import MessageAudience, PlannedState
from programmes.models import PlannedMessage
from programmes.plans.lines import MessageLine
from programmes.queries.plan_launch import local
from programmes.queries.planned_wording import unknown_placeholders

ANSWERS = 4


class MomentInput(forms.DateTimeInput):
    """A day and an hour, by the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class PlannedMessageForm(forms.Form):
    """Words, hour, audience and the one question of a message."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Markdown: **bold**, a blank line between paragraphs, [words]({{link}})."),
    )
    send_at = forms.DateTimeField(label=_("Send it at"), widget=MomentInput())
    audience = forms.ChoiceField(label=_("To"), choices=MessageAudience, widget=forms.RadioSelect)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        queryset=Team.objects.order_by("name"),
        required=False,
        help_text=_("Only for “some teams”. The teams below them are included."),
        widget=forms.CheckboxSelectMultiple,
    )
    job_roles = forms.ModelMultipleChoiceField(
        label=_("Job roles"),
        queryset=JobRole.objects.order_by("name"),
        required=False,
        help_text=_("Only for “some job roles”."),
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(
        label=_("One question"),
        max_length=200,
        required=False,
        help_text=_("Such as: “Who may nominate?” The message’s link then leads to it first."),
    )
    answer_1 = forms.CharField(label=_("First answer"), max_length=120, required=False)
    answer_2 = forms.CharField(label=_("Second answer"), max_length=120, required=False)
    answer_3 = forms.CharField(label=_("Third answer"), max_length=120, required=False)
    answer_4 = forms.CharField(label=_("Fourth answer"), max_length=120, required=False)
    right = forms.TypedChoiceField(
        label=_("The right answer"),
        choices=[
            ("", _("Choose one")),
            ("1", _("The first")),
            ("2", _("The second")),
            ("3", _("The third")),
            ("4", _("The fourth")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, state: str = PlannedState.DRAFT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._state = state

    @classmethod
    def of(cls, planned: PlannedMessage, data: Any = None) -> "PlannedMessageForm":
        """The form as it stands for a message."""
        answers = {f"answer_{number}": words for number, words in enumerate(planned.answers, start=1)}
        initial = {
            "subject": planned.subject,
            "body": planned.body,
            "send_at": planned.send_at,
            "audience": planned.audience,
            "teams": list(planned.teams.values_list("pk", flat=True)),
            "job_roles": list(planned.job_roles.values_list("pk", flat=True)),
            "question": planned.question,
            "right": planned.right or "",
            **answers,
        }
        return cls(data, initial=initial, state=planned.state)

    def clean_subject(self) -> str:
        return self._without_unknown("subject")

    def clean_body(self) -> str:
        return "\n".join(self._without_unknown("body").splitlines())

    def _without_unknown(self, field: str) -> str:
        text = str(self.cleaned_data[field])
        unknown = unknown_placeholders(text)
        if unknown:
            words = _("Nothing fills %(names)s. Use the placeholders that are listed, in double braces.")
            raise forms.ValidationError(words, params={"names": ", ".join(unknown)})
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        audience = data.get("audience")
        if audience == MessageAudience.TEAMS and not data.get("teams"):
            self.add_error("teams", _("Choose at least one team."))
        if audience == MessageAudience.JOB_ROLES and not data.get("job_roles"):
            self.add_error("job_roles", _("Choose at least one job role."))
        at = data.get("send_at")
        if self._state == PlannedState.SCHEDULED and at and at <= timezone.now():
            self.add_error("send_at", _("It is scheduled: choose an hour that lies ahead."))
        self._clean_check(data)
        return data

    def _clean_check(self, data: dict[str, Any]) -> None:
        given = [data.get(f"answer_{number}", "") for number in range(1, ANSWERS + 1)]
        filled = [words for words in given if words]
        if not data.get("question"):
            if filled:
                self.add_error("question", _("Write the question that these answer, or remove the answers."))
            return
        if given[: len(filled)] != filled:
            self.add_error("answer_1", _("Leave no gap between the answers."))
        elif len(filled) < 2:
            self.add_error("answer_2", _("A question needs at least two answers."))
        elif len(set(filled)) < len(filled):
            self.add_error("answer_1", _("Two answers are the same."))
        elif not data.get("right") or data["right"] > len(filled):
            self.add_error("right", _("Say which answer is the right one."))

    def line(self) -> MessageLine:
        """As the services take it. What the chosen audience does not use is forgotten."""
        data = self.cleaned_data
        answers = [data[f"answer_{number}"] for number in range(1, ANSWERS + 1)]
        teams = data["teams"] if data["audience"] == MessageAudience.TEAMS else []
        roles = data["job_roles"] if data["audience"] == MessageAudience.JOB_ROLES else []
        return MessageLine(
            subject=data["subject"],
            body=data["body"],
            send_at=local(data["send_at"]),
            audience=data["audience"],
            teams=tuple(sorted(team.name for team in teams)),
            job_roles=tuple(sorted(role.name for role in roles)),
            question=data["question"],
            answers=tuple(words for words in answers if words) if data["question"] else (),
            right=data["right"] if data["question"] else None,
        )


class CustomerListForm(forms.Form):
    """A CSV of customers."""

    file = forms.FileField(
        label=_("The list, as CSV"),
        help_text=_("Columns: email, agreed_on (such as 2026-09-30) and, if you like, name."),
    )

    def clean_file(self) -> CustomerList:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 4 MB."))
        try:
            return read_customers(upload.read(), timezone.localdate())
        except BadFile as refusal:
            raise forms.ValidationError([str(problem) for problem in refusal.problems[:50]]) from refusal
