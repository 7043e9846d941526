from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.launch import LaunchTask


class TaskFile(models.Model):
    """A file that belongs to a launch task, such as slides or an endorsement. Its type was read from its content; it is
    stored under a name of ours and handed out as a download only, to who may see the task.
    """

    task = models.ForeignKey(LaunchTask, models.CASCADE, related_name="files")
    file = models.FileField(_("file"), upload_to="launch/%Y/%m/")
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of a task")
        verbose_name_plural = _("files of tasks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
