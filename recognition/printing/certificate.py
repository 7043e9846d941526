"""A certificate's words, laid out in the classical design and printed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from printing.codes import qr_picture
from recognition.enums import Honour
from recognition.printing import art
from recognition.printing.fitting import balanced_width, is_right_to_left, name_points

FONTS = Path(settings.BASE_DIR) / "static/fonts/print"
NAME_FONTS = (FONTS / "EBGaramond_400Regular.ttf", FONTS / "Amiri_400Regular.ttf")
CITATION_FONTS = (FONTS / "EBGaramond_400Regular_Italic.ttf", FONTS / "Amiri_400Regular.ttf")

# Room for the name in millimetres and its sizes in points; width of the page and of the citation at most.
FORMATS: dict[str, dict[str, float]] = {
    "landscape": {"room": 240, "height": 22, "largest": 50, "smallest": 34, "page": 297, "citation": 190},
    "portrait": {"room": 162, "height": 34, "largest": 46, "smallest": 34, "page": 210, "citation": 140},
}
CITATION_POINTS = 15.5
RIGHT_TO_LEFT_LARGEST = 40  # Arabic letters rise and fall further than Latin ones
SIGN_WIDTH, SIGN_GAP = 46.0, 7.5


@dataclass(frozen=True)
class Signature:
    """Somebody who signs: name, office, and the address of a picture of their hand, or none to sign by pen."""

    name: str
    office: str
    picture: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything that a certificate says."""

    code: str
    honour: str
    recipient: str
    category: str
    programme: str
    cycle: str
    organisation: str
    citation: str
    date: str
    year: str
    accent: str
    orientation: str = "landscape"
    language: str = "en-GB"
    logo: str = ""
    signatures: tuple[Signature, ...] = field(default_factory=tuple)

    @property
    def address(self) -> str:
        """Where anybody can check it."""
        return f"{settings.SITE_URL}/verify/{self.code}/"


def print_certificate(sheet: Sheet) -> bytes:
    """The certificate as PDF: one page, tagged, fonts embedded."""
    # WeasyPrint takes half a second to import and a web process never prints.
    from recognition.printing.press import to_pdf

    return to_pdf(html_of(sheet))


def html_of(sheet: Sheet) -> str:
    """The certificate as HTML, with every size worked out."""
    return get_template("recognition/certificate.html").render(_context(sheet))


def _context(sheet: Sheet) -> dict[str, Any]:
    shape = FORMATS[sheet.orientation]
    right_to_left = is_right_to_left(sheet.recipient)
    citation = balanced_width(sheet.citation, CITATION_FONTS, points=CITATION_POINTS, most=shape["citation"])
    size = name_points(
        sheet.recipient,
        NAME_FONTS,
        room=shape["room"],
        height=shape["height"],
        largest=RIGHT_TO_LEFT_LARGEST if right_to_left else shape["largest"],
        smallest=shape["smallest"],
    )
    pieces = ["rose", "frame", "seal"] if sheet.logo else ["rose", "frame", "seal", "crest"]
    return {
        "sheet": sheet,
        "honour": Honour(sheet.honour).label,
        "words": sheet.recipient.split(),
        "right_to_left": right_to_left,
        # Numbers as texts: a localised template would write 34,5pt.
        "name_pt": f"{size}",
        "citation_mm": f"{citation}",
        "citation_half_mm": f"{round(citation / 2, 2)}",
        "signatures": _placed(sheet.signatures, shape["page"]),
        "pieces": [(piece, art.name_of(piece, sheet.orientation, sheet.honour, sheet.accent)) for piece in pieces],
        "qr": qr_picture(sheet.address),
        "verify_host": settings.SITE_URL.split("//")[-1] + "/verify",
    }


def _placed(signatures: tuple[Signature, ...], page: float) -> list[tuple[Signature, str]]:
    total = len(signatures) * SIGN_WIDTH + (len(signatures) - 1) * SIGN_GAP
    left = (page - total) / 2
    return [(one, f"{round(left + i * (SIGN_WIDTH + SIGN_GAP), 2)}") for i, one in enumerate(signatures)]
