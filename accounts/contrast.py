"""Whether a colour can be read, by WCAG 2.2, and the nearest one that can. Pure: colours are texts such as ``#1f5d4c``."""

import colorsys
from dataclasses import dataclass

AA_TEXT = 4.5
PAPER = "#fbf9f4"  # the page in the light scheme; white is lighter still, so what reads here reads there
DARK_PAPER = "#12171d"
STEPS = 40


@dataclass(frozen=True)
class Adjustment:
    """A colour as asked for and as used; ``ratio`` is the contrast of the one used, from 1 to 21."""

    asked: str
    used: str
    ratio: float

    @property
    def changed(self) -> bool:
        """Whether the colour had to be moved."""
        return self.asked != self.used


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21; the order does not matter."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, background: str = PAPER, minimum: float = AA_TEXT) -> Adjustment:
    """The colour nearest in lightness, of the same hue, that has at least ``minimum`` against ``background``.

    A colour that reads already is kept as it is; otherwise it is made darker on a light ground, lighter on a dark one.
    """
    if contrast(colour, background) >= minimum:
        return Adjustment(colour, colour, contrast(colour, background))
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    failing, passing = lightness, 0.0 if luminance(background) > 0.18 else 1.0
    for _ in range(STEPS):
        middle = (failing + passing) / 2
        if contrast(_colour(hue, middle, saturation), background) >= minimum:
            passing = middle
        else:
            failing = middle
    used = _colour(hue, passing, saturation)
    return Adjustment(colour, used, contrast(used, background))


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    return int(digits[0:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _colour(hue: float, lightness: float, saturation: float) -> str:
    channels = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
