"""Small real files, and some that only pretend."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(kind, *, size=(8, 6), place="Leeds"):
    """A picture that says in its metadata where it was taken."""
    image, written, said = Image.new("RGB", size, "green"), io.BytesIO(), Image.Exif()
    said[0x010E] = place
    image.save(written, kind, exif=said)
    return written.getvalue()


def docx(*, size=10, parts=("word/document.xml",)):
    """A Word document whose first part unpacks to so many bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as inside:
        for name in ("[Content_Types].xml", *parts):
            inside.writestr(name, b"0" * size)
    return written.getvalue()


def file(name="letter.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def read_whole(answer):
    """An answer after its file, if it is one, was read to the end, as a browser does; the client then closes the file."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer
