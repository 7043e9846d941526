"""Posters and pictures are made once and kept by the digest of what they say, so that the second reader waits for nothing."""

import io
import zipfile
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import override

from printing.pictures import to_png
from programmes.printing.letters import letter, letters_of
from programmes.printing.poster import poster_pdf
from programmes.printing.share_picture import share_png
from programmes.queries.publicity_kit import Kit

PREVIEW_WIDTH = 720


def _poster_picture(kit: Kit) -> bytes:
    return to_png(piece(kit, "poster-a4.pdf"), width=PREVIEW_WIDTH)


MAKERS: dict[str, Callable[[Kit], bytes]] = {
    "poster-a4.pdf": lambda kit: poster_pdf(kit, "a4"),
    "poster-a3.pdf": lambda kit: poster_pdf(kit, "a3"),
    "poster.png": _poster_picture,
    "share.png": share_png,
}


def pieces_of(kit: Kit) -> tuple[str, ...]:
    """The pieces that this programme has: nothing is made to be shared outside for what is internal."""
    return tuple(name for name in MAKERS if not (kit.internal and name == "share.png"))


def piece(kit: Kit, name: str) -> bytes:
    """A poster or a picture by its name: the kept one where it still says what the programme says, else made anew.

    What is made for one place is not kept.
    """
    if kit.place:  # made for one place, printed once
        with override(kit.language):
            return MAKERS[name](kit)
    stem, _dot, ending = name.partition(".")
    folder = f"publicity/{kit.slug}"
    path = f"{folder}/{stem}-{kit.digest(name)}.{ending}"
    if default_storage.exists(path):
        with default_storage.open(path, "rb") as file:
            return bytes(file.read())
    with override(kit.language):
        content = MAKERS[name](kit)
    _forget(folder, f"{stem}-", ending)
    kept = default_storage.save(path, ContentFile(content))
    if kept != path:  # somebody was faster, and theirs is the same
        default_storage.delete(kept)
    return content


def _forget(folder: str, start: str, ending: str) -> None:
    """Delete what the piece looked like before."""
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        if name.startswith(start) and name.endswith(ending):
            default_storage.delete(f"{folder}/{name}")


def kit_archive(kit: Kit) -> bytes:
    """Everything in one ZIP."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in pieces_of(kit):
            archive.writestr(f"{kit.slug}/{name}", piece(kit, name))
        for name in letters_of(kit):
            archive.writestr(f"{kit.slug}/{name}", letter(kit, name))
    return written.getvalue()
