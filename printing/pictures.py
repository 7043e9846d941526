"""A printed page as a picture, and a picture as part of a page."""

import base64
import io
from urllib.parse import quote

from django.core.files.storage import default_storage

from printing.one_at_a_time import one_at_a_time


@one_at_a_time
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


def svg_address(drawing: str) -> str:
    """A drawing as an address that a page may load."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def upload_address(name: str) -> str:
    """An uploaded picture as an address that a printed page may load; empty for none, and for one that is gone."""
    return f"upload:{quote(name)}" if name and default_storage.exists(name) else ""
