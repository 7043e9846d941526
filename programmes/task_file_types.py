"""What a file of a launch task may be."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from intake.file_types import MEGABYTE, checked_type

if TYPE_CHECKING:
    from django.core.files.base import File

LARGEST = 25 * MEGABYTE
KINDS = ("pdf", "docx", "pptx", "png", "jpg", "mp4")


def checked_task_file(upload: "File[bytes]") -> str:
    """Which of KINDS the file is. Raises ValidationError in words, as intake.file_types.checked_type does."""
    refusal = _("Only PDF, Word (.docx), PowerPoint (.pptx), PNG, JPEG and MP4 files are kept.")
    return checked_type(upload, among=KINDS, largest=LARGEST, refusal=refusal)
