"""What happens to the files of a form: they are never lost over another mistake, for a browser forgets them."""

from django.http import HttpRequest

from accounts.models import User
from audit.refusals import Refused
from nominations.forms.asking import AskingForm
from nominations.forms.public import PublicNominationForm
from nominations.models import Nomination, PendingUpload
from nominations.services.attaching import (
    attach,
    drop_uploads,
    keep_uploads,
    new_token,
    pending_uploads,
    remove_files,
)
from nominations.services.limiting import count_upload
from programmes.models import Cycle


def keep_for_later(request: HttpRequest, cycle: Cycle, form: PublicNominationForm, kept: list[PendingUpload]) -> str:
    """Keep the good files of a form that is shown again; returns the token by which they are found, empty for none.

    ``form.kept`` then holds what is kept. A form that a robot filled in keeps nothing.
    """
    token = request.POST.get("uploads", "") if kept else ""
    form.is_valid()
    chosen = [] if form.has_error("files") or form.cleaned_data.get("website") else form.chosen()
    if chosen:
        token = token or new_token()
        try:
            count_upload(ip=request.META.get("REMOTE_ADDR", ""))
            keep_uploads(cycle=cycle, token=token, chosen=chosen)
        except Refused as refusal:
            form.add_error("files", str(refusal))
    if form.removed():
        drop_uploads(PendingUpload.objects.filter(pk__in=form.removed()))
    form.kept = pending_uploads(cycle, token)
    return token if form.kept else ""


def uploads_to_send(cycle: Cycle, form: PublicNominationForm, kept: list[PendingUpload]) -> list[PendingUpload]:
    """The files that go with a valid form: those that were kept before and stay, and those that came with it.

    Raises NoRoom.
    """
    chosen, removed = form.chosen(), set(form.removed())
    replaced = {one.question for one in chosen if one.question}
    staying = [file for file in kept if file.pk not in removed and file.question_id not in replaced]
    return [*staying, *keep_uploads(cycle=cycle, token=new_token(), chosen=chosen)]


def add_to_draft(form: AskingForm, nomination: Nomination, actor: User) -> None:
    """Add the good files of a form to one's own draft, and remove those that were ticked, whatever else is wrong in it.

    Where there is no room, the form says so. ``form.kept`` then holds the draft's files.
    """
    form.is_valid()
    chosen, removed = [] if form.has_error("files") else form.chosen(), form.removed()
    if not chosen and not removed:
        return
    remove_files(nomination=nomination, ids=removed, actor=actor)
    try:
        kept = keep_uploads(cycle=nomination.cycle, token=new_token(), chosen=chosen)
        if kept:
            attach(nomination=nomination, uploads=kept, actor=actor)
    except Refused as refusal:
        form.add_error("files", str(refusal))
    form.kept = list(nomination.attachments.all())
