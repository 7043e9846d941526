"""How large a name may stand, and how wide a citation: advance widths of the bundled fonts. Lengths are millimetres."""

import math
import unicodedata
from pathlib import Path

from printing.type_fitting import LINE_HEIGHT, MM_A_POINT, SLACK, lines_needed, width_em


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
    while lines_needed(words, fonts, points / size) * size * LINE_HEIGHT * MM_A_POINT > height:
        size *= 0.97
    return math.floor(size * 10) / 10


def balanced_width(text: str, fonts: tuple[Path, ...], *, points: float, most: float) -> float:
    """The narrowest box in which centred text keeps its number of lines, in millimetres, at most ``most``."""
    width = width_em(text, fonts) * points * MM_A_POINT
    lines = max(1, math.ceil(width / (most * 0.98)))
    return round(min(most, width / lines * 1.08 + 4), 1)
