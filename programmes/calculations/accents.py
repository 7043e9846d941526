"""The programme's accent on the paper of each scheme."""

import colorsys
import re

from programmes.calculations.contrast import DARK_PAPER, ENOUGH, LIGHT_PAPER, contrast

COLOUR = re.compile(r"#[0-9a-f]{6}")
STEPS = 100
FALLBACK = "#0e5a7a"


def accents(colour: str) -> tuple[str, str]:
    """The accent for the light and for the dark scheme: the colour, or its nearest shade that can be told from the paper."""
    known = colour if COLOUR.fullmatch(colour) else FALLBACK
    return _on(known, LIGHT_PAPER), _on(known, DARK_PAPER)


def _on(colour: str, paper: str) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    shades = sorted((step / STEPS for step in range(STEPS + 1)), key=lambda shade: abs(shade - lightness))
    candidates = (colour, *(_written(colorsys.hls_to_rgb(hue, shade, saturation)) for shade in shades))
    return next(candidate for candidate in candidates if contrast(candidate, paper) >= ENOUGH)


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
