"""HTML to tagged PDF (PDF/UA-1).

WeasyPrint takes half a second to import: views and services import this module where they print, not at their top.
"""

import logging
from functools import cache

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from printing.fetching import STATIC, LocalFetcher
from printing.one_at_a_time import one_at_a_time

# Seven lines a document that say nothing.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _sheet(name: str) -> CSS:
    return CSS(filename=STATIC / "print" / name, url_fetcher=LocalFetcher(), font_config=_fonts())


@one_at_a_time
def to_pdf(html: str, sheet: str, *, zoom: float = 1) -> bytes:
    """The PDF of a document in the style of ``static/print/<sheet>``, ``zoom`` times as large as it is laid out.

    Raises fetching.NotLocal for a foreign address.
    """
    document = HTML(string=html, base_url=f"{(STATIC / 'print').as_uri()}/", url_fetcher=LocalFetcher())
    options = {"font_config": _fonts(), "pdf_variant": "pdf/ua-1", "zoom": zoom}
    pdf: bytes = document.write_pdf(stylesheets=[_sheet(sheet)], **options)
    return pdf
