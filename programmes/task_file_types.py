"""What a file of a launch task may be, told by what is in it and not by its name."""

import zipfile
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

if TYPE_CHECKING:
    from django.core.files.base import File

LARGEST = 25 * 1024 * 1024
MOST_PARTS = 5000
MACROS = "vbaProject.bin"
OFFICE = "application/vnd.openxmlformats-officedocument"
# Each type: how its names end, and what it is called in an answer to a browser.
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "mp4": "video/mp4",
}
ENDINGS = {"jpeg": "jpg"}


def checked_type(upload: "File[bytes]") -> str:
    """Which of TYPES the file is. Raises ValidationError in words for one that is too large, or that is none of them.

    A name that ends otherwise than its content says is refused, and so is a document with macros.
    """
    if (upload.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 25 MB."))
    name = (upload.name or "").lower()
    ending = name.rpartition(".")[2] if "." in name else ""
    found = _type_of(upload)
    if found is None or ENDINGS.get(ending, ending) != found:
        raise ValidationError(_("Only PDF, Word (.docx), PowerPoint (.pptx), PNG, JPEG and MP4 files are kept."))
    upload.seek(0)
    return found


def _type_of(content: "File[bytes]") -> str | None:
    content.seek(0)
    head = content.read(16)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if head[4:8] == b"ftyp":
        return "mp4" if head[8:11] in {b"iso", b"mp4", b"avc", b"M4V"} else None
    return _picture_type(content)


def _office_type(content: "File[bytes]") -> str | None:
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if len(names) > MOST_PARTS or "[Content_Types].xml" not in names:
        return None
    if any(name.endswith(MACROS) for name in names):
        raise ValidationError(_("The document holds macros. Save it without them and try again."))
    if "word/document.xml" in names:
        return "docx"
    return "pptx" if "ppt/presentation.xml" in names else None


def _picture_type(content: "File[bytes]") -> str | None:
    content.seek(0)
    try:
        with Image.open(content, formats=("PNG", "JPEG")) as picture:
            picture.verify()
            return {"PNG": "png", "JPEG": "jpg"}.get(str(picture.format))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
