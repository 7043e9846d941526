"""HTML to tagged PDF (PDF/UA-1): one font configuration and one style sheet a process, no cache that grows.

WeasyPrint takes half a second to import: only workers and the commands that print import this module.
"""

import logging
from functools import cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from printing.fetching import STATIC
from printing.one_at_a_time import one_at_a_time
from recognition.printing.fetching import OrnamentFetcher
from recognition.printing.pictures import SharedPictures

# Seven lines a certificate that say nothing.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _sheet() -> CSS:
    return CSS(filename=STATIC / "print/certificate.css", url_fetcher=OrnamentFetcher(), font_config=_fonts())


@cache
def _pictures() -> SharedPictures:
    return SharedPictures()


@one_at_a_time
def to_pdf(html: str) -> bytes:
    """The PDF of one certificate's HTML."""
    options: dict[str, Any] = {"font_config": _fonts(), "cache": _pictures(), "pdf_variant": "pdf/ua-1"}
    document = HTML(string=html, base_url=STATIC.as_uri(), url_fetcher=OrnamentFetcher())
    pdf: bytes = document.write_pdf(stylesheets=[_sheet()], **options)
    return pdf
