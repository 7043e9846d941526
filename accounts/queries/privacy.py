from dataclasses import dataclass
from importlib import import_module

from django.conf import settings

from accounts.queries.organisation import the_organisation


@dataclass(frozen=True)
class Kept:
    """One kind of data about people: what, why, and for how long."""

    what: str
    why: str
    how_long: str


def kept_about_people() -> list[Kept]:
    """What every room says that it keeps: ``KEPT`` in its privacy module, with ``{months}`` for the organisation's limit."""
    months = the_organisation().retention_months
    return [
        Kept(str(what), str(why), str(how_long).format(months=months))
        for path in settings.PERSONAL_DATA
        for what, why, how_long in getattr(import_module(path), "KEPT", [])
    ]
