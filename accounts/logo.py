"""A logo as somebody uploads it, and as it is kept: decoded, made small and written anew, so that nothing rides along."""

import hashlib
import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

LARGEST_FILE = 4 * 1024 * 1024
LARGEST_SIDE = 6000
KEPT_SIDE = 800
FORMATS = ("PNG", "JPEG", "WEBP")


def clean_logo(upload: "File[bytes]") -> "ContentFile[bytes]":
    """The picture as a PNG of at most KEPT_SIDE pixels a side, named by its content. Raises ValidationError in words."""
    if upload.size > LARGEST_FILE:
        raise ValidationError(_("The picture is larger than 4 MB. Save it smaller and try again."))
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if max(picture.size) > LARGEST_SIDE:
                raise ValidationError(
                    _("The picture has more than 6,000 pixels a side. Save it smaller and try again.")
                )
            kept = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is no picture that we can read. Use a PNG, JPEG or WebP file.")) from error
    kept.thumbnail((KEPT_SIDE, KEPT_SIDE))
    written = io.BytesIO()
    kept.save(written, "PNG", optimize=True)
    content = written.getvalue()
    return ContentFile(content, name=f"logo-{hashlib.sha256(content).hexdigest()[:16]}.png")
