"""The name under which people know a file, made safe to show and to hand out."""

import secrets

from django.utils.translation import gettext as _

LONGEST = 100
TRIPS = set('"<>:|?*/\\')


def tidy_name(name: str, kind: str) -> str:
    """The name as people know it, without what a path or a header could trip over; it ends as its content is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] if "." in last else last
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in TRIPS)
    return f"{stem.strip(' .')[:LONGEST] or _('file')}.{kind}"


def own_name(kind: str) -> str:
    """A name of ours that nobody guesses, under which a file is stored."""
    return f"{secrets.token_hex(16)}.{kind}"
