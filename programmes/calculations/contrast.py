"""Whether a colour can be read on paper (WCAG 2.2 AA: 4.5 to one), and the nearest shade of it that can."""

import colorsys

LIGHT_PAPER = "#fbf9f4"
DARK_PAPER = "#12171d"
ENOUGH = 4.5
STEPS = 400


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written as #rrggbb, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str, paper: str) -> str:
    """The colour itself where it can be read on this paper, else the nearest lighter or darker shade that can.

    There is one for every colour: its darkest shade is black and its lightest white.
    """
    if contrast(colour, paper) >= ENOUGH:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    shades = sorted((step / STEPS for step in range(STEPS + 1)), key=lambda shade: abs(shade - lightness))
    written = (_written(colorsys.hls_to_rgb(hue, shade, saturation)) for shade in shades)
    return next(shade for shade in written if contrast(shade, paper) >= ENOUGH)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
