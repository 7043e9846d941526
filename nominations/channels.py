"""The code of the poster, message or page that brought somebody to the form: ``?c=poster-hall``."""

import re
from urllib.parse import urlencode

LONGEST = 40
PARAMETER = "c"
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
