from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from programmes.holiday_regions import is_known_region


@register(deploy=True)
def known_holiday_region(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a region whose bank holidays nobody knows: it would mark no day, and nobody would notice. With ``check
    --deploy`` only, because reading the list of holidays takes a moment that no other start should pay.
    """
    if is_known_region(settings.HOLIDAY_REGION):
        return []
    return [
        Error(
            f"HOLIDAY_REGION is “{settings.HOLIDAY_REGION}”, which is no country or region whose bank holidays are known.",
            hint="Use a code such as GB-ENG, GB-SCT or IE.",
            id="programmes.E001",
        )
    ]
