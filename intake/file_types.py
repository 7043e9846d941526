"""What a file is, told by what is in it and not by its name."""

import zipfile
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from intake.pictures import BROKEN

if TYPE_CHECKING:
    from django.core.files.base import File

MEGABYTE = 1024 * 1024
MOST_PARTS = 5000
MOST_UNPACKED = 200 * MEGABYTE
MOST_TIMES_PACKED = 200
PLAIN_SIZE = 10 * MEGABYTE  # what unpacks to less than this is no bomb, however well it was packed
MACROS = "vbaProject.bin"
OFFICE = "application/vnd.openxmlformats-officedocument"
# Each type: how its names end, and what it is called in an answer to a browser.
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
}
# What is read, and what it is then found to be: many telephones write a JPEG with a second picture in it ("MPO").
READ = ("PNG", "JPEG", "WEBP")
PICTURES = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "WEBP": "webp"}
ENDINGS = {"jpeg": "jpg"}


def checked_type(
    upload: "File[bytes]", *, among: Collection[str], largest: int, refusal: str, name_fits: bool = True
) -> str:
    """Which of ``among`` (keys of TYPES) the file is. Raises ValidationError in words: ``refusal`` for what is none of them.

    What is two things at once is refused, and so is a document with macros or one that unpacks to far more than it is,
    and, where ``name_fits``, a name that ends otherwise than its content says. ``largest`` is in bytes.
    """
    if (upload.size or 0) > largest:
        raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": largest // MEGABYTE})
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    name = (upload.name or "").lower()
    ending = name.rpartition(".")[2] if "." in name else ""
    found = _type_of(upload)
    if found is None or found not in among or (name_fits and ENDINGS.get(ending, ending) != found):
        raise ValidationError(refusal)
    upload.seek(0)
    return found


def _type_of(content: "File[bytes]") -> str | None:
    content.seek(0)
    head = content.read(16)
    if head.startswith(b"%PDF-"):
        content.seek(0)
        return None if zipfile.is_zipfile(content) else "pdf"  # what is two things at once means to trick somebody
    if head.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if head[4:8] == b"ftyp":
        return "mp4" if head[8:11] in {b"iso", b"mp4", b"avc", b"M4V"} else None
    return _picture_type(content)


def _office_type(content: "File[bytes]") -> str | None:
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as parts:
            inside = parts.infolist()
    except (zipfile.BadZipFile, *BROKEN):
        return None
    names = {part.filename for part in inside}
    if len(inside) > MOST_PARTS or len(names) < len(inside) or "[Content_Types].xml" not in names:
        return None
    _refuse_tricks(inside, content.size or 0)
    if "word/document.xml" in names:
        return "docx"
    return "pptx" if "ppt/presentation.xml" in names else None


def _refuse_tricks(inside: list[zipfile.ZipInfo], size: int) -> None:
    if any(part.filename.endswith(MACROS) for part in inside):
        raise ValidationError(_("The document holds macros. Save it without them and try again."))
    unpacked = sum(part.file_size for part in inside)
    overlapping = sum(part.compress_size for part in inside) > size
    if overlapping or unpacked > MOST_UNPACKED or (unpacked > PLAIN_SIZE and unpacked > MOST_TIMES_PACKED * size):
        raise ValidationError(_("The document unpacks to far more than it should. Save it anew and try again."))


def _picture_type(content: "File[bytes]") -> str | None:
    content.seek(0)
    try:
        with Image.open(content, formats=READ) as picture:
            picture.verify()
            return PICTURES.get(str(picture.format))
    except BROKEN:
        return None
