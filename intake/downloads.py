"""Hand a kept file out: as a download and never shown on our own pages."""

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile


def as_download(stored: "FieldFile | Any", *, name: str, content_type: str) -> FileResponse:
    """The file under this name. Raises Http404 where the storage has it no more."""
    try:
        content = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
