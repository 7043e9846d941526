"""The registered verbs. Each room lists its own in its ``verbs.py``; a record with any other verb is an error."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {}


class UnknownVerb(LookupError):
    """A verb that no room has registered."""


def register(verbs: dict[str, str | Promise]) -> None:
    """Add a room's verbs: ``{"cycle.moved": _("moved the cycle")}``. A verb may be registered once only."""
    twice = VERBS.keys() & verbs.keys()
    if twice:
        raise ValueError(f"registered twice: {', '.join(sorted(twice))}")
    VERBS.update(verbs)


def words(verb: str) -> str:
    """The verb in words for a page; a verb that a later version dropped shows as it was recorded."""
    return str(VERBS.get(verb, verb))


register({"audit.exported": _("exported the audit trail")})
