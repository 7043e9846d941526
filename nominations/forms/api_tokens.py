from django import forms
from django.utils.translation import gettext_lazy as _

from nominations.models import ApiToken


class ApiTokenForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Which system it is for, and whether that system has proven its customers' addresses."""

    class Meta:
        model = ApiToken
        fields = ["label", "vouches"]
        labels = {"label": _("Which system will use it?")}
        help_texts = {"label": _("A name that you will recognise in a year, such as “Satisfaction survey”.")}
        error_messages = {"label": {"required": _("Name the system.")}}
