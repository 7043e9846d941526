import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.logo import clean_logo
from accounts.models import JobRole, Organisation, Team, User
from accounts.people_file import Line, read_people_upload
from accounts.queries.people import person_by_email
from accounts.validators import validate_colour
from intake.problems import BadFile

LARGEST_FILE = 8 * 1024 * 1024


class PersonByEmail(forms.EmailField):
    """A colleague, given by their address: a list of thousands is no way to choose."""

    def prepare_value(self, value: Any) -> Any:
        """Show the address of a person who is set already."""
        if isinstance(value, int):
            return User.objects.filter(pk=value).values_list("email", flat=True).first() or ""
        return value

    def clean(self, value: Any) -> Any:
        """The person, or None for an empty field."""
        email = super().clean(value)
        if not email:
            return None
        person = person_by_email(email)
        if person is None:
            raise ValidationError(_("Nobody in the directory has this address."))
        return person


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # a form takes no argument at run time
    """A person of the directory; the service writes it."""

    line_manager = PersonByEmail(label=_("Line manager’s email"), required=False)

    class Meta:
        model = User
        fields = [
            "full_name", "known_as", "email", "team", "job_role", "site", "line_manager", "started_on", "is_staff",
        ]  # fmt: skip
        widgets = {"started_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "email": _("How they sign in, and where their messages go."),
            "is_staff": _("May change people and settings and read the whole trail. Gives no right to judge."),
        }

    def clean_email(self) -> str:
        """One spelling of an address."""
        return str(self.cleaned_data["email"]).strip().lower()

    def changes(self) -> dict[str, Any]:
        """What the form says, for the service."""
        return {name: self.cleaned_data[name] for name in self.fields}


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]  # a form takes no argument at run time
    """A team; the service writes it."""

    leader = PersonByEmail(label=_("Leader’s email"), required=False)

    class Meta:
        model = Team
        fields = ["name", "parent", "leader", "headcount"]
        help_texts = {"headcount": _("How many people work in it, with or without an account.")}


class JobRoleForm(forms.ModelForm):  # type: ignore[type-arg]  # a form takes no argument at run time
    """A job role; the service writes it."""

    class Meta:
        model = JobRole
        fields = ["name", "customer_facing"]
        help_texts = {"customer_facing": _("Criteria must reach every role that customers meet.")}


class PeopleFileForm(forms.Form):
    """A CSV file of people."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Columns: email, full_name, team, job_role, site, line_manager_email, started_on. Only the first two are needed."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def content(self) -> bytes:
        """The file as it was sent."""
        upload: Any = self.files["file"]
        upload.seek(0)
        return bytes(upload.read())

    def clean_file(self) -> list[Line]:
        """The file's lines; every bad row and column is an error of its own."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 8 MB."))
        try:
            return read_people_upload(upload.read())
        except BadFile as refusal:
            raise ValidationError([str(problem) for problem in refusal.problems]) from refusal


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # a form takes no argument at run time
    """The organisation's settings; the service writes them."""

    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("When cycles open and close."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    accent = forms.CharField(
        label=_("Accent colour"),
        validators=[validate_colour],
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Made darker where it could not be read on our paper; you will see a note."),
    )

    class Meta:
        model = Organisation
        fields = ["name", "accent", "time_zone", "currency", "language", "retention_months", "seal_readers"]
        widgets = {"seal_readers": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "currency": _("Its three letters, such as GBP."),
            "retention_months": _(
                "Counted from the day a cycle closes. Names and stories then go by themselves and for good: a smaller number "
                "takes effect at once."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        zone.choices = [(name, name) for name in sorted(zoneinfo.available_timezones())]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_accent(self) -> str:
        """Colours in lower case."""
        return str(self.cleaned_data["accent"]).lower()


class LogoForm(forms.Form):
    """The organisation's logo."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, at most 4 MB. We keep it as a PNG of at most 800 pixels a side."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> Any:
        """The picture, decoded and written anew."""
        return clean_logo(self.cleaned_data["logo"])


class ErasureForm(forms.Form):
    """Why a person's data is erased."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_(
            "It stays in the trail for good, so don’t name the person. For example: “asked for by letter of 3 May”."
        ),
    )
