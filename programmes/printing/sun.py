"""The sun that rises behind a poster's card: rings of fine loops round a disc."""

import math

from charts.curves import TAU, Point, mix, num, smooth, svg

LOBES = 40
GLOW, HAZE = "#f0c15a", "#f3d79a"
# Each ring: where it lies, how far it swings (shares of the radius), the width of its lines (of a radius of 60).
RINGS = ((0.51, 0.125, 0.36), (0.77, 0.165, 0.3), (1.07, 0.185, 0.26), (1.36, 0.205, 0.2))
STRANDS = 6


def sun(w: float, h: float, cx: float, cy: float, r: float, accent: str) -> str:
    """The sun round (cx, cy) on a field of the accent, as SVG; its outer rings are nearer to the field than to the light."""
    haze = mix(HAZE, accent, 0.62)
    body = f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{num(r * 0.36)}" fill="{GLOW}"/>'
    for number, (middle, swing, width) in enumerate(RINGS):
        colour = GLOW if number < 2 else haze
        path = _ring(cx, cy, r, middle, swing)
        body += f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{num(width * r / 60)}"/>'
    return svg(w, h, body)


def _ring(cx: float, cy: float, r: float, middle: float, swing: float) -> str:
    out = ""
    for strand in range(STRANDS):
        phase = TAU * strand / STRANDS

        def loop(t: float, phase: float = phase) -> Point:
            distance = r * (middle + swing * math.cos(LOBES * t + phase))
            return cx + distance * math.sin(t), cy - distance * math.cos(t)

        start = -phase / LOBES
        out += smooth(loop, start, start + TAU, LOBES * 2, 1.05)
    return out
