"""How large a name may stand, and how wide a citation: advance widths of the bundled fonts. Lengths are millimetres."""

import math
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

MM_A_POINT = 25.4 / 72
LINE_HEIGHT = 1.12
SLACK = 0.97  # kerning and the side bearings that the sum of advances leaves out


@cache
def _advances(font: Path) -> dict[int, float]:
    """Advance in em by code point."""
    with TTFont(font, lazy=True) as face:
        widths, upm = face["hmtx"], face["head"].unitsPerEm
        return {code: widths[glyph][0] / upm for code, glyph in face.getBestCmap().items()}


def width_em(text: str, fonts: tuple[Path, ...]) -> float:
    """The advance width in em, unshaped, each letter from the first font that has it; 1 where none has it."""
    return sum(next((_advances(font)[ord(ch)] for font in fonts if ord(ch) in _advances(font)), 1.0) for ch in text)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for ch in text:
        direction = unicodedata.bidirectional(ch)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def name_points(
    text: str, fonts: tuple[Path, ...], *, room: float, height: float, largest: float, smallest: float
) -> float:
    """The size in points at which a name fills at most ``room`` by ``height`` millimetres.

    Down to ``smallest`` it stays on one line; below, it breaks between words and shrinks until its longest word and all
    its lines fit.
    """
    points = room / MM_A_POINT * SLACK
    one_line = min(largest, points / max(width_em(text, fonts), 0.1))
    if one_line >= smallest:
        return round(one_line, 1)
    words = text.split()
    size = min(smallest, points / max(width_em(word, fonts) for word in words))
    while _lines_needed(words, fonts, points / size) * size * LINE_HEIGHT * MM_A_POINT > height:
        size *= 0.97
    return math.floor(size * 10) / 10


def _lines_needed(words: list[str], fonts: tuple[Path, ...], room_em: float) -> int:
    space, count, used = width_em(" ", fonts), 1, 0.0
    for word in words:
        wide = width_em(word, fonts)
        if used and used + space + wide > room_em:
            count, used = count + 1, wide
        else:
            used += (space if used else 0) + wide
    return count


def balanced_width(text: str, fonts: tuple[Path, ...], *, points: float, most: float) -> float:
    """The narrowest box in which centred text keeps its number of lines, in millimetres, at most ``most``."""
    width = width_em(text, fonts) * points * MM_A_POINT
    lines = max(1, math.ceil(width / (most * 0.98)))
    return round(min(most, width / lines * 1.08 + 4), 1)
