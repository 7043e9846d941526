"""Lines drawn with a machine's patience: smooth closed curves as SVG paths, in millimetres.

Every line is sampled twice a wave and written as cubic Béziers with the compact ``s`` command, so that a kilometre of it
stays small. Colours are arguments: an SVG that is used as a picture does not see the custom properties of the page.
"""

import math
from collections.abc import Callable

Point = tuple[float, float]
TAU = 2 * math.pi


def num(v: float) -> str:
    """A number as short as SVG allows."""
    s = f"{v:.2f}".rstrip("0").rstrip(".")
    s = s.replace("0.", ".", 1) if s.startswith(("0.", "-0.")) else s
    return "0" if s in ("", "-", "-0") else s


def join(*values: float) -> str:
    """Numbers with the fewest separators that SVG allows."""
    out = ""
    for v in values:
        s = num(v)
        out += s if not out or s.startswith("-") else " " + s
    return out


def smooth(f: Callable[[float], Point], t0: float, t1: float, n: int, pull: float = 1.06, close: bool = True) -> str:
    """A path through ``n`` even steps of ``f`` from ``t0`` to ``t1``, as Béziers (Hermite tangents)."""
    h = (t1 - t0) / n
    e = h * 1e-3

    def at(t: float) -> tuple[float, float, float, float]:
        (x, y), (xa, ya), (xb, yb) = f(t), f(t - e), f(t + e)
        k = pull * h / 3 / (2 * e)
        return x, y, (xb - xa) * k, (yb - ya) * k

    x, y, dx, dy = at(t0)
    cx, cy = round(x, 2), round(y, 2)
    d = f"M{join(cx, cy)}"
    for i in range(1, n + 1):
        x2, y2, dx2, dy2 = at(t0 + i * h)
        ex, ey = round(x2 - cx, 2), round(y2 - cy, 2)
        hx, hy = x2 - dx2 - cx, y2 - dy2 - cy
        d += f"c{join(dx, dy, hx, hy, ex, ey)}" if i == 1 else f"s{join(hx, hy, ex, ey)}"
        cx, cy = cx + ex, cy + ey
    return d + ("z" if close else "")


def svg(w: float, h: float, body: str) -> str:
    """A picture of this size in millimetres."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{num(w)}mm" height="{num(h)}mm" '
        f'viewBox="0 0 {num(w)} {num(h)}">{body}</svg>'
    )


def mix(a: str, b: str, share: float) -> str:
    """``share`` of colour ``a`` on colour ``b`` (both #rrggbb): print tints without transparency."""
    pa, pb = ([int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (a, b))
    return "#" + "".join(f"{round(x * share + y * (1 - share)):02x}" for x, y in zip(pa, pb, strict=True))
