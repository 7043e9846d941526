"""The forms of django-allauth with their labels in our words; settings.ACCOUNT_FORMS names them."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

NEW = {"password1": _("New password"), "password2": _("New password, again")}


class OurWords(forms.Form):
    """Puts our labels on the fields that the form has."""

    labels: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            if name in self.fields:
                self.fields[name].label = label


class SignInForm(OurWords, allauth_forms.LoginForm):
    """Address and password."""

    labels: ClassVar[dict[str, Any]] = {"remember": _("Keep me signed in on this device")}


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):
    """The password now, and the next one twice."""

    labels: ClassVar[dict[str, Any]] = {"oldpassword": _("Password now"), **NEW}


class SetPasswordForm(OurWords, allauth_forms.SetPasswordForm):
    """A first password, twice."""

    labels: ClassVar[dict[str, Any]] = {"password1": _("Password"), "password2": _("Password, again")}


class ResetPasswordKeyForm(OurWords, allauth_forms.ResetPasswordKeyForm):
    """The next password, twice, after a link or a code."""

    labels: ClassVar[dict[str, Any]] = NEW
