"""Whether a colour can be told from the paper (WCAG 2.2: 1.4.11, three to one for graphics), in both schemes."""

import colorsys

LIGHT_PAPER = "#fbf9f4"
DARK_PAPER = "#12171d"
ENOUGH = 3.0
STEPS = 200


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written as #rrggbb, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def stands_out(colour: str) -> bool:
    """Whether it can be told from the paper of the light and of the dark scheme."""
    return all(contrast(colour, paper) >= ENOUGH for paper in (LIGHT_PAPER, DARK_PAPER))


def readable_accent(colour: str) -> str:
    """The colour itself, or the nearest shade of it, lighter or darker, that stands out in both schemes."""
    if stands_out(colour):
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    shades = sorted((step / STEPS for step in range(STEPS + 1)), key=lambda shade: abs(shade - lightness))
    for shade in shades:
        candidate = _written(colorsys.hls_to_rgb(hue, shade, saturation))
        if stands_out(candidate):
            return candidate
    raise AssertionError(f"no shade of {colour} stands out")  # there is one for every hue; a test walks all of them


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
