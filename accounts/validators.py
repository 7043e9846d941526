import re
import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_colour = RegexValidator(
    re.compile(r"^#[0-9a-f]{6}\Z"), _("Write a colour as # and six digits or letters a to f, such as #1f5d4c.")
)


def validate_time_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone. Write one such as Europe/London."), params={"name": name})
