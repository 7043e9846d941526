"""The pictures that certificates share: kept once a process, and ornaments drawn once.

WeasyPrint parses the paths of an SVG anew at each draw, about 20 microseconds a curve, which for a guilloche frame is most of the
time of a certificate. An ornament never changes, so its first drawing is kept as PDF operators and repeated.
"""

from typing import Any

import pydyf

MOST = 64


class SharedPictures(dict[str, object]):
    """WeasyPrint's picture cache for ornaments, logo and signatures. Data URIs are not kept: each certificate has its own
    QR code, and a cache that held them would grow by half a megabyte a certificate.
    """

    def __setitem__(self, key: str, picture: object) -> None:
        if str(key).startswith("data:"):
            return
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(key, Ornament(picture) if str(key).startswith("ornament:") else picture)


class Ornament:
    """A picture in opaque colours and lines only, whose operators are kept by size after the first drawing."""

    def __init__(self, picture: Any) -> None:
        self._picture = picture
        self._drawn: dict[tuple[float, float], tuple[bytes, dict[str, dict[str, float]]]] = {}

    def get_intrinsic_size(self, image_resolution: float, font_size: float) -> Any:
        """As WeasyPrint asks of every picture."""
        return self._picture.get_intrinsic_size(image_resolution, font_size)

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Put the ornament into a group of its own, which holds nothing but its place."""
        states = stream._resources["ExtGState"]
        if (width, height) not in self._drawn:
            start = len(stream.stream)
            self._picture.draw(stream, width, height, style)
            operators = b"\n".join(stream.stream[start:])
            self._drawn[width, height] = operators, {name: dict(state) for name, state in states.items()}
            return
        operators, used = self._drawn[width, height]
        stream.stream.append(operators)
        states.update({name: pydyf.Dictionary(state) for name, state in used.items()})
