"""A file that somebody hands in, checked by its content and made safe to keep."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake.file_names import tidy_name
from intake.file_types import TYPES, checked_type
from intake.pictures import FORMATS, redrawn

if TYPE_CHECKING:
    from django.core.files.base import File


@dataclass(frozen=True)
class Upload:
    """A checked file: its bytes, the name that people know, its type (a key of intake.file_types.TYPES) and size."""

    content: "File[bytes]"
    name: str
    kind: str
    size: int

    @property
    def content_type(self) -> str:
        """What it is called in an answer to a browser."""
        return TYPES[self.kind]


def checked_upload(upload: "File[bytes]", *, among: Collection[str], largest: int, refusal: str) -> Upload:
    """The file with pictures drawn anew, named by what it is, whatever its name said.

    Raises ValidationError in words, as ``checked_type`` and ``redrawn`` do.
    """
    kind = checked_type(upload, among=among, largest=largest, refusal=refusal, name_fits=False)
    content = redrawn(upload, kind) if kind in FORMATS else upload
    return Upload(content, tidy_name(upload.name or "", kind), kind, content.size or 0)
