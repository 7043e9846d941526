"""HTML to PDF, and a page of a PDF to a picture: what posters and share pictures go through. Never the network."""

import base64
import io
import logging
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

STATIC = Path(settings.BASE_DIR) / "static"
FONTS = STATIC / "fonts/print"
BLACK = (FONTS / "Fraunces_900Black.ttf", FONTS / "SourceSerif4_600SemiBold.ttf", FONTS / "Amiri_400Regular.ttf")
SEMIBOLD = (FONTS / "Fraunces_600SemiBold.ttf", FONTS / "SourceSerif4_600SemiBold.ttf", FONTS / "Amiri_400Regular.ttf")


def to_pdf(html: str, sheet: str, *, zoom: float = 1, tagged: bool = True) -> bytes:
    """The PDF of a page with its style sheet of ``static/print``; tagged as PDF/UA-1 unless it only becomes a picture."""
    from weasyprint import HTML  # half a second to import, which no other page should pay
    from weasyprint.urls import URLFetcher

    # Seven lines a piece that say nothing.
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    fonts, style = _styled(sheet)
    page = HTML(
        string=html,
        base_url=STATIC.as_uri(),
        url_fetcher=URLFetcher(allowed_protocols={"data", "file"}, allow_redirects=False),
    )
    variant = "pdf/ua-1" if tagged else None
    return bytes(page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=variant, zoom=zoom))


@cache
def _styled(sheet: str) -> tuple[Any, Any]:
    """A style sheet with its fonts, read once a process."""
    from weasyprint import CSS  # as above
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return fonts, CSS(filename=STATIC / "print" / sheet, font_config=fonts)


def to_png(pdf: bytes, *, width: int) -> bytes:
    """The first page of a PDF as a picture so many pixels wide."""
    import pypdfium2  # eight megabytes that only pictures need

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def as_data(content: bytes, kind: str) -> str:
    """A picture as a data address, which a printed page may load."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def uploaded(name: str) -> str:
    """An uploaded picture as a data address; empty for none, and for one that is gone."""
    if not name or not default_storage.exists(name):
        return ""
    with default_storage.open(name, "rb") as file:
        return as_data(file.read(), "image/png")
