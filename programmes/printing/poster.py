"""The poster: a question to read from three metres, a code to scan from one, and a sun that rises behind it."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string

from printing.codes import qr_picture
from printing.pictures import svg_address, upload_address
from printing.type_fitting import MM_A_POINT, SLACK, balanced_room, fitted_points, lines_needed
from programmes.printing.faces import BLACK, SEMIBOLD
from programmes.printing.sun import sun
from programmes.queries.publicity_kit import Kit

# The page is laid out as A4; A3 is the same page by the square root of two.
ZOOMS = {"a4": 1.0, "a3": 420 / 297}
ROOM = 170.0
WORDS_HEIGHT = 78.0  # millimetres for question and invitation together, above the sun
INVITATION_LEADING = 1.27


def poster_pdf(kit: Kit, size: str) -> bytes:
    """The poster as one tagged page, ``size`` a4 or a3."""
    from printing.press import to_pdf  # half a second to import, which no other page should pay

    html = render_to_string("programmes/publicity/poster.html", poster_page(kit))
    return to_pdf(html, "poster.css", zoom=ZOOMS[size])


def poster_page(kit: Kit) -> dict[str, Any]:
    """What the poster's template needs, every size worked out; numbers as texts, which no language rewrites."""
    invitation_pt = fitted_points(
        kit.invitation, SEMIBOLD, room=150, height=32, largest=17.5, smallest=12, leading=INVITATION_LEADING
    )
    column = lines_needed(kit.invitation.split(), SEMIBOLD, 150 / MM_A_POINT / invitation_pt * SLACK)
    below = column * invitation_pt * INVITATION_LEADING * MM_A_POINT + 9
    question_pt = fitted_points(
        kit.question, BLACK, room=ROOM, height=WORDS_HEIGHT - below, largest=80, smallest=26, leading=0.98
    )
    return {
        "kit": kit,
        "question_pt": f"{question_pt}",
        "question_mm": f"{balanced_room(kit.question, BLACK, room=ROOM, points=question_pt) + 4}",
        "invitation_pt": f"{invitation_pt}",
        "invitation_mm": f"{balanced_room(kit.invitation, SEMIBOLD, room=150, points=invitation_pt) + 3}",
        "title_pt": f"{_one_or_two_lines(kit.title, 148, 12.5)}",
        "address_pt": f"{_one_line(kit.printed, 96, 12.5)}",
        "sun": svg_address(_sun(kit.accent)),
        "qr": qr_picture(kit.by_poster),
        "logo": upload_address(kit.logo),
    }


@lru_cache(maxsize=16)
def _sun(accent: str) -> str:
    return sun(194, 281, 97, 214, 60, accent)


def _one_line(text: str, room: float, largest: float) -> float:
    """The size at which an address stands on one line; below 9 points it breaks instead."""
    return fitted_points(text, BLACK, room=room, height=6, largest=largest, smallest=9, leading=1.2)


def _one_or_two_lines(text: str, room: float, largest: float) -> float:
    return fitted_points(text, SEMIBOLD, room=room, height=11.5, largest=largest, smallest=9, leading=1.25)
