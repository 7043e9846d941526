"""The picture that other sites show beside a link to a programme (Open Graph): 1200 by 630 pixels."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string

from printing.pictures import svg_address, to_png, upload_address
from printing.type_fitting import balanced_room, fitted_points
from programmes.printing.faces import BLACK, SEMIBOLD
from programmes.printing.sun import sun
from programmes.queries.publicity_kit import Kit

WIDTH, HEIGHT = 1200, 630
# One layout unit is a millimetre, eight of them sixty-three pixels: the page is 240 by 126.
PAGE = (240.0, 126.0)
ROOM = 130.0


def share_png(kit: Kit) -> bytes:
    """The picture as PNG."""
    from printing.press import to_pdf  # half a second to import, which no other page should pay

    html = render_to_string("programmes/publicity/share.html", share_page(kit))
    return to_png(to_pdf(html, "share.css"), width=WIDTH)


def share_page(kit: Kit) -> dict[str, Any]:
    """What the picture's template needs; numbers as texts, which no language rewrites."""
    title_pt = fitted_points(kit.title, BLACK, room=ROOM, height=44, largest=64, smallest=16, leading=1.0)
    return {
        "kit": kit,
        "title_pt": f"{title_pt}",
        "title_mm": f"{balanced_room(kit.title, BLACK, room=ROOM, points=title_pt) + 3}",
        "question_pt": f"{fitted_points(kit.question, SEMIBOLD, room=ROOM, height=18, largest=24, smallest=14, leading=1.25)}",
        "address_pt": f"{fitted_points(kit.printed, BLACK, room=126, height=8, largest=15, smallest=9, leading=1.2)}",
        "sun": svg_address(_sun(kit.accent)),
        "logo": upload_address(kit.logo),
    }


@lru_cache(maxsize=16)
def _sun(accent: str) -> str:
    return sun(*PAGE, 208, 126, 46, accent)
