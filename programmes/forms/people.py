from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.people import active_people


class PersonEmailField(forms.EmailField):
    """Somebody who works here, by email; the cleaned value is the address in lower case, empty for nobody."""

    def clean(self, value: Any) -> str:
        email = str(super().clean(value) or "").lower()
        if email and not active_people().filter(email=email).exists():
            raise ValidationError(_("Nobody here has the address %(email)s.") % {"email": email})
        return email


class PeopleField(forms.CharField):
    """Several people who work here, one address a line; the cleaned value is the people."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[User]:
        emails = str(super().clean(value) or "").lower().replace(",", " ").replace(";", " ").split()
        people = {person.email: person for person in active_people().filter(email__in=emails)}
        unknown = [email for email in emails if email not in people]
        if unknown:
            raise ValidationError(_("Nobody here has the address %(email)s.") % {"email": ", ".join(unknown)})
        return [people[email] for email in dict.fromkeys(emails)]
