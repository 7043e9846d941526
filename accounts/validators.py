import re
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.utils.translation import gettext_lazy as _

validate_colour = RegexValidator(
    re.compile(r"^#[0-9a-f]{6}\Z"), _("Write a colour as # and six digits or letters a to f, such as #1f5d4c.")
)

validate_currency = RegexValidator(
    re.compile(r"^[A-Z]{3}\Z"), _("Write a currency as its three capital letters, such as GBP or EUR.")
)


def validate_language(code: str) -> None:
    """Refuse a language that these pages are not translated into."""
    if code not in dict(settings.LANGUAGES):
        raise ValidationError(_("“%(code)s” is no language of these pages."), params={"code": code})


def validate_time_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone. Write one such as Europe/London."), params={"name": name})


def validate_addresses(text: str) -> None:
    """Refuse a list of addresses, one a line, in which a line is no address."""
    for line in text.split():
        try:
            validate_email(line)
        except ValidationError as error:
            raise ValidationError(_("“%(line)s” is no email address."), params={"line": line}) from error
