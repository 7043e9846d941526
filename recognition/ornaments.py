"""The ornaments of a certificate as SVG: guilloche frame, rosette behind the words, struck seal, laurel crest.

Pure Python, out of the curves of ``charts.curves``. Lengths are millimetres.
"""

import math
from collections.abc import Callable
from itertools import pairwise

from charts.curves import TAU, Point, join, num, smooth, svg

Outline = Callable[[float], tuple[float, float, float, float]]


def rounded(w: float, h: float, inset: float, r: float) -> tuple[float, Outline]:
    """Perimeter and point-with-outward-normal of a rounded rectangle, starting mid-top, clockwise."""
    x0, y0, x1, y1 = inset, inset, w - inset, h - inset
    a, b = (x1 - x0) - 2 * r, (y1 - y0) - 2 * r
    q = math.pi * r / 2
    parts = [a / 2, q, b, q, a, q, b, q, a / 2]
    total = sum(parts)

    def at(s: float) -> tuple[float, float, float, float]:
        s %= total
        for i, p in enumerate(parts):
            if s <= p or i == 8:
                break
            s -= p
        cx = (x1 - r, x1 - r, x0 + r, x0 + r)
        cy = (y0 + r, y1 - r, y1 - r, y0 + r)
        if i == 0:
            return (x0 + x1) / 2 + s, y0, 0, -1
        if i == 2:
            return x1, y0 + r + s, 1, 0
        if i == 4:
            return x1 - r - s, y1, 0, 1
        if i == 6:
            return x0, y1 - r - s, -1, 0
        if i == 8:
            return x0 + r + s, y0, 0, -1
        k = (i - 1) // 2
        ang = -math.pi / 2 + k * math.pi / 2 + s / r
        return cx[k] + r * math.cos(ang), cy[k] + r * math.sin(ang), math.cos(ang), math.sin(ang)

    return total, at


def bead_places(w: float, h: float, inset: float, r: float) -> tuple[int, Outline]:
    """How many beads go round the frame, and the outline by bead: whole beads on each side, one on each corner's middle."""
    total, at = rounded(w, h, inset, r)
    quarter = math.pi * r / 4
    half_top, half_side = (w - 2 * inset - 2 * r) / 2 + quarter, (h - 2 * inset - 2 * r) / 2 + quarter
    top, side = round(2 * half_top / 28), round(2 * half_side / 28)
    knots = [(0.0, 0.0)]  # beads so far, millimetres so far, from the diagonal at the top left
    for count, length in ((top, half_top), (side, half_side)) * 2:
        knots.append((knots[-1][0] + count, knots[-1][1] + 2 * length))
    beads = 2 * (top + side)

    def place(bead: float) -> tuple[float, float, float, float]:
        turns, bead = divmod(bead, beads)
        for (b0, s0), (b1, s1) in pairwise(knots):
            if bead <= b1:
                return at(turns * total + s0 + (s1 - s0) * (bead - b0) / (b1 - b0) - half_top)
        return at(turns * total - half_top)

    return beads, place


def braid(beads: int, place: Outline, strands: int, waves: int, swing: Callable[[float], float]) -> str:
    """One braid round the frame: ``strands`` lines with ``waves`` waves a bead, ``swing(bead)`` millimetres to each side."""

    def strand(phase: float) -> str:
        def f(bead: float) -> Point:
            x, y, nx, ny = place(bead)
            off = swing(bead) * math.sin(TAU * waves * bead + phase)
            return x + nx * off, y + ny * off

        start = (math.pi / 2 - phase) / (TAU * waves)
        return smooth(f, start, start + beads, beads * waves * 2, 1.09)

    return "".join(strand(TAU * j / strands) for j in range(strands))


def frame(w: float, h: float, accent: str, second: str, *, inset: float = 14, r: float = 9, band: float = 3.6) -> str:
    """Two interlaced guilloche braids that flow round the corners between hairlines."""
    beads, place = bead_places(w, h, inset, r)
    lace = braid(beads, place, 6, 3, lambda bead: band * (0.60 + 0.40 * math.cos(TAU * bead)))
    counter = braid(beads, place, 4, 2, lambda bead: band * (0.66 - 0.30 * math.cos(TAU * bead)))
    edges = "".join(
        f'<rect x="{num(i)}" y="{num(i)}" width="{num(w - 2 * i)}" height="{num(h - 2 * i)}" rx="{num(rr)}" '
        f'stroke-width="{sw}"/>'
        for i, rr, sw in (
            (inset - band - 1.9, r + band + 1.9, 0.5),
            (inset - band - 0.95, r + band + 0.95, 0.14),
            (inset + band + 0.95, max(r - band - 0.95, 0.4), 0.14),
        )
    )
    return svg(
        w,
        h,
        f'<g fill="none" stroke-linejoin="round"><path d="{counter}" stroke="{second}" stroke-width=".13"/>'
        f'<path d="{lace}" stroke="{accent}" stroke-width=".13"/><g stroke="{accent}">{edges}</g></g>',
    )


def rosette_path(c: float, lobes: int, strands: int, radius: Callable[[float, float], float]) -> str:
    """Several strands of one rosette; ``radius(theta, phase)`` in millimetres."""
    out = ""
    for j in range(strands):
        phase = TAU * j / strands

        def f(t: float, phase: float = phase) -> Point:
            rr = radius(t, phase)
            return c + rr * math.sin(t), c - rr * math.cos(t)

        t0 = -phase / lobes
        out += smooth(f, t0, t0 + TAU, lobes * 2, 1.05)
    return out


def underprint(size: float, colour: str, *, lobes: int = 36) -> str:
    """The large, faint rosette behind the words."""
    c = size / 2
    rings = [
        rosette_path(c, lobes, 5, lambda t, p: c * (0.79 + 0.20 * math.cos(lobes * t + p))),
        rosette_path(c, lobes * 2 // 3, 5, lambda t, p: c * (0.45 + 0.20 * math.cos(lobes * 2 // 3 * t + p))),
    ]
    return svg(size, size, f'<path d="{"".join(rings)}" fill="none" stroke="{colour}" stroke-width=".16"/>')


def leaf(x: float, y: float, angle: float, length: float, width: float) -> str:
    """A vesica from its base at (x, y)."""
    ca, sa = math.cos(angle), math.sin(angle)

    def p(u: float, v: float) -> str:
        return join(x + u * ca - v * sa, y + u * sa + v * ca)

    return (
        f"M{p(0, 0)}C{p(length * 0.25, -width)} {p(length * 0.7, -width * 0.8)} {p(length, 0)}"
        f"C{p(length * 0.7, width * 0.8)} {p(length * 0.25, width)} {p(0, 0)}z"
    )


def wreath(c: float, r: float, n: int, length: float, width: float) -> str:
    """A laurel wreath open at the top, as one path."""
    d = ""
    for side in (1, -1):
        for i in range(n):
            t = math.pi - side * (0.16 + i * 2.42 / (n - 1))
            x, y = c + r * math.sin(t), c - r * math.cos(t)
            heading = math.atan2(math.sin(t), math.cos(t)) + (math.pi if side > 0 else 0)
            for off in (0.5, -0.6):
                k = 1 - 0.34 * i / (n - 1)
                d += leaf(x, y, heading + off, length * k, width * k)
    return d


def seal(size: float, colour: str, paper: str = "#ffffff") -> str:
    """A struck seal: scalloped rosette, ring, laurel; the year is set upon it."""
    c = size / 2
    lobes = 36
    edge = rosette_path(c, lobes, 3, lambda t, p: c * (0.885 + 0.085 * math.cos(lobes * t + p)))
    inner = rosette_path(c, lobes, 3, lambda t, p: c * (0.70 + 0.05 * math.cos(lobes * t + p)))
    return svg(
        size,
        size,
        f'<circle cx="{num(c)}" cy="{num(c)}" r="{num(c * 0.80)}" fill="{colour}"/>'
        f'<path d="{edge}" fill="none" stroke="{colour}" stroke-width=".2"/>'
        f'<path d="{inner}" fill="none" stroke="{paper}" stroke-width=".16"/>'
        f'<circle cx="{num(c)}" cy="{num(c)}" r="{num(c * 0.60)}" fill="none" stroke="{paper}" stroke-width=".3"/>'
        f'<path d="{wreath(c, c * 0.44, 10, c * 0.19, c * 0.062)}" fill="{paper}"/>',
    )


def crest(size: float, colour: str) -> str:
    """A laurel for the head of the sheet, where an organisation has given no logo."""
    c = size / 2
    return svg(size, size, f'<path d="{wreath(c, c * 0.72, 11, c * 0.3, c * 0.1)}" fill="{colour}"/>')
