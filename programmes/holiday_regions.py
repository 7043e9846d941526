"""Bank holidays, from the kept list of the library ``holidays``: which regions there are, and the days of one.

The library reads a country's rules when it is first asked, so each function imports it itself: no other page waits.
"""

import re
from datetime import date
from functools import cache, lru_cache

from django.utils.translation import gettext as _

LANGUAGE = "en_GB"


def is_known_region(region: str) -> bool:
    """Whether the library knows this country (IE) or part of one (GB-SCT)."""
    from holidays import list_supported_countries  # the library is read on its first use

    country, _dash, part = region.partition("-")
    known = _countries(list_supported_countries)
    return country in known and (not part or part in known[country])


@cache
def _countries(listed: object) -> dict[str, list[str]]:
    return dict(listed())  # type: ignore[operator]  # the library's own function


@cache
def region_choices() -> list[tuple[str, str]]:
    """Every region that a page offers, with its name: those near first, then the countries by name."""
    from holidays.registry import COUNTRIES  # the library is read on its first use

    near = {
        "GB-ENG": _("England and Wales"),
        "GB-SCT": _("Scotland"),
        "GB-NIR": _("Northern Ireland"),
        "IE": _("Ireland"),
    }
    countries = {entry[1]: _spaced(entry[0]) for entry in COUNTRIES.values()}
    others = sorted((code, name) for code, name in countries.items() if code not in near and code != "GB")
    return [*near.items(), *sorted(others, key=lambda choice: choice[1])]


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


@lru_cache(maxsize=64)
def bank_holidays(region: str, year: int) -> dict[date, str]:
    """The bank holidays of one year by day, with their names; none where the region is not known."""
    from holidays import country_holidays  # the library is read on its first use

    country, _dash, part = region.partition("-")
    try:
        found = country_holidays(country, subdiv=part or None, years=year, language=_language(country))
    except (NotImplementedError, KeyError):
        return {}
    return {day: str(name) for day, name in found.items()}


@cache
def _language(country: str) -> str | None:
    """English where the library has the names in it, else the country's own."""
    from holidays import country_holidays  # the library is read on its first use

    spoken = country_holidays(country).supported_languages or ()
    return next((language for language in (LANGUAGE, "en_US") if language in spoken), None)
