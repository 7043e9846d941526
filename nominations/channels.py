"""The code of the poster, message or page that brought somebody to the form: ``?c=poster-hall``."""

import re
from urllib.parse import urlencode

from django.utils.translation import gettext as _

LONGEST = 40
PARAMETER = "c"
POSTER = "poster"
# What is no code at all: it came from somewhere, and nobody can say from where.
OTHER = "other"


def channel_of(code: str) -> str:
    """The code as it is kept: small letters, digits and hyphens, forty at most; "other" where nothing is left of it."""
    typed = code.strip()
    if not typed:
        return ""
    return re.sub(r"[^a-z0-9]+", "-", typed.lower()).strip("-")[:LONGEST].strip("-") or OTHER


def with_channel(address: str, channel: str) -> str:
    """The address with the code of a channel."""
    return f"{address}?{urlencode({PARAMETER: channel_of(channel)})}"


def place_of(channel: str) -> str:
    """Where the poster with this code hangs, in words: “reception leeds” of “poster-reception-leeds”; "" for other codes."""
    start, _hyphen, place = channel.partition("-")
    return place.replace("-", " ") if start == POSTER else ""


def channel_words(channel: str) -> str:
    """The code as a page says it: a poster by the place where it hangs."""
    place = place_of(channel)
    return _("Poster, %(place)s") % {"place": place} if place else channel
