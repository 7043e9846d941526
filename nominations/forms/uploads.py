"""Fields that take files, checked by what is in them."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intake.file_types import MEGABYTE
from intake.uploads import Upload, checked_upload

KINDS = ("pdf", "jpg", "png", "webp", "docx")
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.docx"


class FilesInput(forms.FileInput):
    """One or several files."""

    allow_multiple_selected = True


class UploadsField(forms.FileField):
    """Files as a list of checked Uploads; ``most`` 1 takes a single one. ``required`` only marks it: the form asks for it,
    since a file may have been sent with an earlier try.
    """

    def __init__(self, *, most: int, required: bool = False, **kwargs: Any) -> None:
        attrs = {"accept": ACCEPT} | ({"multiple": True} if most > 1 else {})
        super().__init__(required=required, widget=FilesInput(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Each file checked. Raises ValidationError naming those that cannot be taken."""
        uploads, faults = [], []
        for one in data if isinstance(data, list) else [data]:
            if one is None:
                continue
            try:
                uploads.append(self._checked(one))
            except ValidationError as fault:
                faults += [_("“%(name)s”: %(fault)s") % {"name": one.name, "fault": words} for words in fault.messages]
        if faults:
            raise ValidationError(faults)
        return uploads

    def _checked(self, one: Any) -> Upload:
        largest = settings.ATTACHMENTS["megabytes"] * MEGABYTE
        refusal = _("Only PDF, JPEG, PNG, WebP and Word (.docx) files are taken.")
        return checked_upload(one, among=KINDS, largest=largest, refusal=refusal)
