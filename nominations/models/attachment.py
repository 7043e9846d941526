from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nominations.enums import AttachmentState
from nominations.models.nomination import Nomination
from programmes.models import Cycle, FormQuestion


class Attachment(models.Model):
    """A file given with a nomination, beside the story or as the answer to a question. Its type was read from its content,
    pictures were drawn anew; it is stored under a name of ours and served as a download only (``nominations.rules``).
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="attachments")
    question = models.ForeignKey(FormQuestion, models.PROTECT, related_name="+", null=True, blank=True)
    file = models.FileField(upload_to="nominations/%Y/%m/")
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=AttachmentState, default=AttachmentState.KEPT)
    names_nobody = models.BooleanField(
        _("names nobody"), default=False, help_text=_("Somebody has looked: judges who do not see names may open it.")
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AttachmentState.values), name="attachment_state_known"),
        ]

    def __str__(self) -> str:
        return self.name


class PendingUpload(models.Model):
    """A file of a form that has not been taken yet, because something else in it was wrong: a browser forgets a chosen file,
    so it is kept until the form is sent again, for a day at most. ``form`` is the digest of the form's secret token.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    form = models.CharField(max_length=64, db_index=True)
    question = models.ForeignKey(FormQuestion, models.CASCADE, related_name="+", null=True, blank=True)
    file = models.FileField(upload_to="nominations/%Y/%m/")
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("file of an unfinished form")
        verbose_name_plural = _("files of unfinished forms")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
