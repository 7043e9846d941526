"""The forms of a consultation: what a manager asks, what people answer, what the manager replies."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Team
from accounts.queries.organisation import the_organisation
from programmes.forms.rows import DayInput
from programmes.models import Consultation, ConsultationResponse
from programmes.services.consultation_answers import Opinion

DAYS_TO_ANSWER = timedelta(days=10)
LONGEST_COMMENT = 2000
LONGEST_REPLY = 4000
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
# What is asked of each criterion, in this order.
ASKED = {
    "clear": gettext_lazy("Is it clear?"),
    "fair": gettext_lazy("Is it fair?"),
    "reaches": gettext_lazy("Could somebody in your role meet it?"),
}


class OpenConsultationForm(forms.Form):
    """Whom to ask, until when, and whether answers carry names."""

    named = forms.ChoiceField(
        label=gettext_lazy("Answers"),
        choices=[
            ("no", gettext_lazy("anonymous: nobody can tell who answered what")),
            ("yes", gettext_lazy("with names: those who manage the programme see who answered what")),
        ],
        initial="no",
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It is said on the page before anybody answers, and cannot be changed afterwards."),
    )
    teams = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Teams to ask"),
        queryset=Team.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen means everybody. The teams under a chosen one are asked, too."),
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Last day to answer"),
        widget=DayInput,
        help_text=gettext_lazy("Ten days let people on leave and on nights answer."),
    )
    introduction = forms.CharField(
        label=gettext_lazy("What you want to know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A sentence or two, above the questions and in the message."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = timezone.localdate(timezone=the_organisation().zone) + DAYS_TO_ANSWER

    def clean_closes_on(self) -> datetime:
        """The end of that day where the organisation is."""
        day = self.cleaned_data["closes_on"]
        zone = the_organisation().zone
        if day < timezone.localdate(timezone=zone):
            raise forms.ValidationError(_("This day is past. Choose a later one."))
        return datetime.combine(day, time(23, 59), zone)


class OpinionsForm(forms.Form):
    """What one person thinks of each criterion. A criterion may be left out; a begun one is answered whole."""

    optional_unsaid = True

    def __init__(
        self, *args: Any, consultation: Consultation, response: ConsultationResponse | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(consultation.criteria.all())
        said = {answer.criterion_id: answer for answer in response.answers.all()} if response else {}
        for criterion in self.criteria:
            answer = said.get(criterion.pk)
            for name, label in ASKED.items():
                initial = "" if answer is None else "yes" if getattr(answer, name) else "no"
                self.fields[f"{criterion.code}:{name}"] = forms.ChoiceField(
                    label=label, choices=YES_NO, required=False, initial=initial, widget=forms.RadioSelect
                )
            self.fields[f"{criterion.code}:comment"] = forms.CharField(
                label=_("What would make it better?"),
                required=False,
                max_length=LONGEST_COMMENT,
                initial=answer.comment if answer else "",
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Please name nobody."),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing of a begun criterion, and for at least one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for criterion in self.criteria:
            fields = [f"{criterion.code}:{name}" for name in ASKED]
            begun = any(cleaned.get(field) for field in [*fields, f"{criterion.code}:comment"])
            for field in fields:
                if begun and not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, _("Please answer yes or no about “%(title)s”.") % {"title": criterion.title})
        if not self.errors and not self.opinions():
            raise forms.ValidationError(_("Please say what you think of at least one criterion."))
        return cleaned

    def opinions(self) -> dict[str, Opinion]:
        """The opinions given, by criterion code."""
        data = self.cleaned_data
        return {
            row.code: Opinion(
                **{name: data[f"{row.code}:{name}"] == "yes" for name in ASKED}, comment=data[f"{row.code}:comment"]
            )
            for row in self.criteria
            if data.get(f"{row.code}:clear")
        }


class ReplyForm(forms.Form):
    """You said, we did: on the whole, and criterion by criterion."""

    reply = forms.CharField(
        label=gettext_lazy("On the whole"),
        required=False,
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "What you heard, what you changed, what you left and why. It is published with the rules."
        ),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply"].initial = consultation.reply
        self.criteria = list(consultation.criteria.all())
        for criterion in self.criteria:
            self.fields[f"reply:{criterion.code}"] = forms.CharField(
                label=_("Your reply about “%(title)s”") % {"title": criterion.title},
                required=False,
                max_length=LONGEST_REPLY,
                initial=criterion.reply,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def replies(self) -> dict[str, str]:
        """The replies by criterion code."""
        return {row.code: self.cleaned_data[f"reply:{row.code}"] for row in self.criteria}
