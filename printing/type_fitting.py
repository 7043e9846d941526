"""How wide words stand in the bundled fonts, and how many lines they take. Lengths are millimetres, sizes points."""

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


def lines_needed(words: list[str], fonts: tuple[Path, ...], room_em: float) -> int:
    """How many lines these words take in a column of so many em, broken between words only."""
    space, count, used = width_em(" ", fonts), 1, 0.0
    for word in words:
        wide = width_em(word, fonts)
        if used and used + space + wide > room_em:
            count, used = count + 1, wide
        else:
            used += (space if used else 0) + wide
    return count


def fitted_points(
    text: str, fonts: tuple[Path, ...], *, room: float, height: float, largest: float, smallest: float, leading: float
) -> float:
    """The largest size, in half points from ``largest`` down, at which a text fills at most ``room`` by ``height``;
    ``smallest`` where none does.
    """
    words = text.split()
    size = largest
    while size > smallest:
        room_em = room / MM_A_POINT / size * SLACK
        fits = max((width_em(word, fonts) for word in words), default=0) <= room_em
        if fits and lines_needed(words, fonts, room_em) * size * leading * MM_A_POINT <= height:
            return size
        size -= 0.5
    return smallest


def balanced_room(text: str, fonts: tuple[Path, ...], *, room: float, points: float) -> float:
    """The narrowest column in which a text keeps its number of lines, so that no last word stands alone."""
    words, em = text.split(), points * MM_A_POINT
    lines = lines_needed(words, fonts, room * SLACK / em)
    narrow = room
    while narrow > 20 and lines_needed(words, fonts, (narrow - 1) * SLACK / em) == lines:
        if max(width_em(word, fonts) for word in words) * em > (narrow - 1) * SLACK:
            break
        narrow -= 1
    return narrow
