"""Files that came with a story, for the judge who holds its sheet."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import load, person_of, require
from intake.downloads import as_download
from intake.file_names import tidy_name
from judging.queries.samples.gate import held_back
from judging.queries.sheets import own_sheets
from nominations.enums import NominationState
from nominations.models import Attachment
from nominations.services.scanning import require_checked


@login_required
def of_story(request: HttpRequest, sheet: int, file: int) -> FileResponse:
    """A file of the story on one's own sheet. Where judges see no names, it is called by the entry's reference."""
    open_ones = own_sheets(person_of(request)).filter(~held_back())
    held = load(request, open_ones, "judging.open_sheet", pk=sheet)
    files = Attachment.objects.filter(nomination__entry=held.entry_id, nomination__state=NominationState.ACCEPTED)
    found = get_object_or_404(files.select_related("question", "nomination__cycle__rulebook"), pk=file)
    require(request, "judging.open_file", found)
    require_checked(found)
    rulebook = found.nomination.cycle.rulebook
    kind = found.name.rpartition(".")[2]
    hidden = rulebook is None or rulebook.blind
    name = tidy_name(f"{held.entry.reference}-{found.pk}.{kind}", kind) if hidden else found.name
    return as_download(found.file, name=name, content_type=found.content_type)
