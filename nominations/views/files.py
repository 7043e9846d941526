"""Files that came with a nomination: as downloads, for whom may open them; the access is checked each time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import require
from intake.downloads import as_download
from nominations.requests import SignedInRequest
from nominations.services.scanning import require_checked, show_to_blind_judges
from nominations.tokens import STATUS
from nominations.views.follow import opened
from nominations.views.manager_page import load_nomination


def of_nominator(request: HttpRequest, reference: str, file: int) -> FileResponse:
    """A file of one's own nomination, with its signed token or signed in."""
    found = get_object_or_404(opened(request, reference, STATUS).attachments, pk=file)
    require_checked(found)
    return as_download(found.file, name=found.name, content_type=found.content_type)


@login_required
def of_manager(request: SignedInRequest, slug: str, name: str, reference: str, file: int) -> FileResponse:
    """A file, for who may read its nomination."""
    nomination = load_nomination(request, slug, name, reference, "nominations.read")
    found = get_object_or_404(nomination.attachments, pk=file)
    found.nomination = nomination
    require_checked(found)
    require(request, "nominations.open_file", found)
    return as_download(found.file, name=found.name, content_type=found.content_type)


@login_required
@require_POST
def show_to_judges(request: SignedInRequest, slug: str, name: str, reference: str, file: int) -> HttpResponse:
    """Say that a file names nobody, so that judges who see no names may open it; or take that back."""
    nomination = load_nomination(request, slug, name, reference, "nominations.screen")
    found = get_object_or_404(nomination.attachments, pk=file)
    found.nomination = nomination
    require(request, "nominations.show_file", found)
    show_to_blind_judges(attachment=found, names_nobody=request.POST.get("show") == "yes", actor=request.user)
    messages.success(
        request, _("Judges can open the file.") if found.names_nobody else _("Judges no longer see the file.")
    )
    return redirect("nominations:nomination", slug, name, reference)
