"""Which ornaments a certificate carries, drawn once a process for each accent, format and honour."""

from functools import lru_cache

from charts.curves import mix
from recognition import ornaments

GOLD = "#b8872b"
PAPER = "#ffffff"
SIZES = {"landscape": (297.0, 210.0), "portrait": (210.0, 297.0)}
PIECES = ("rose", "frame", "seal", "crest")


class UnknownOrnament(LookupError):
    """No ornament has this name."""


def name_of(piece: str, orientation: str, honour: str, accent: str) -> str:
    """The name of a piece: the picture cache goes by it, so that everything that changes the drawing is in it."""
    return f"{piece}-{orientation}-{honour}-{accent.removeprefix('#')}"


@lru_cache(maxsize=64)
def draw(name: str) -> str:
    """The ornament of this name as SVG. Gold is for a winner only. Raises UnknownOrnament."""
    piece, orientation, honour, digits = [*name.split("-"), "", "", "", ""][:4]
    if piece not in PIECES or orientation not in SIZES:
        raise UnknownOrnament(name)
    accent, winner = f"#{digits}", honour == "winner"
    if piece == "rose":
        return ornaments.underprint(140, mix(accent, PAPER, 0.10))
    if piece == "seal":
        return ornaments.seal(36, GOLD if winner else accent)
    if piece == "crest":
        return ornaments.crest(18, accent)
    second = mix(GOLD, PAPER, 0.85) if winner else mix(accent, PAPER, 0.42)
    return ornaments.frame(*SIZES[orientation], accent, second)
