"""Pictures drawn anew: what a camera wrote beside the picture (place, time, names) and whatever hides in it is left behind."""

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image

if TYPE_CHECKING:
    from django.core.files.base import File

FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 3000
QUALITY = 86
# What the picture library raises over a file that is broken or means to trick it.
BROKEN = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, EOFError, RuntimeError, AttributeError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
# How a camera says that it was held, and what sets the picture upright.
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def redrawn(upload: "File[bytes]", kind: str) -> "ContentFile[bytes]":
    """The same picture, upright, at most LONGEST_SIDE pixels wide and high, with nothing but its pixels.

    ``kind`` is a key of FORMATS. Raises ValidationError for a picture too large to be drawn, or broken.
    """
    upload.seek(0)
    written = io.BytesIO()
    try:
        with warnings.catch_warnings(), Image.open(upload, formats=(FORMATS[kind],)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit stands just below
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("The picture has more than 64 million points. Make it smaller and try again."))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = _upright(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            _pixels_of(upright, kind).save(written, FORMATS[kind], quality=QUALITY)
    except BROKEN as error:
        raise ValidationError(_("The picture cannot be read. Save it anew and try again.")) from error
    return ContentFile(written.getvalue())


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as it was seen. The rest of what a camera wrote is not read: a slip in it would cost the picture."""
    try:
        turn = UPRIGHT.get(picture.getexif().get(ORIENTATION, 1))
    except BROKEN:
        turn = None
    return picture if turn is None else picture.transpose(turn)


def _pixels_of(picture: Image.Image, kind: str) -> Image.Image:
    """A new picture of these pixels, so that nothing that hung on the old one is saved with it."""
    clear = kind != "jpg" and (picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info)
    drawn = picture.convert("RGBA" if clear else "RGB")
    plain = Image.new(drawn.mode, drawn.size)
    plain.paste(drawn)
    return plain
