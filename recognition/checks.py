from ctypes.util import find_library
from typing import Any

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 — Django's own name


@register()
def subsetting_library(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Say so where certificates would take eight times as long."""
    if find_library("harfbuzz-subset"):
        return []
    return [
        Warning(
            "libharfbuzz-subset is missing: each certificate takes about eight times as long.",
            hint="apt-get install libharfbuzz-subset0",
            id="recognition.W001",
        )
    ]
