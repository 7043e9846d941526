"""The programme's accent on the paper of each scheme."""

import re

from programmes.calculations.contrast import DARK_PAPER, LIGHT_PAPER, readable_on

COLOUR = re.compile(r"#[0-9a-f]{6}")
FALLBACK = "#0e5a7a"


def accents(colour: str) -> tuple[str, str]:
    """The accent for the light and for the dark scheme: the colour, or its nearest shade that can be read on the paper."""
    known = colour if COLOUR.fullmatch(colour) else FALLBACK
    return readable_on(known, LIGHT_PAPER), readable_on(known, DARK_PAPER)
