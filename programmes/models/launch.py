from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.enums import LaunchKind
from programmes.models.programme import Programme


class LaunchTask(models.Model):
    """One step of the launch, with its owner and date (P7, M3)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="launch_tasks")
    title = models.CharField(_("what"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=LaunchKind)
    audience = models.CharField(_("for whom"), max_length=120, blank=True)
    channel = models.CharField(_("channel"), max_length=60, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="launch_tasks",
        null=True,
        blank=True,
        verbose_name=_("owner"),
    )
    due = models.DateField(_("due"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("launch task")
        verbose_name_plural = _("launch tasks")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=LaunchKind.values), name="launch_task_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title


class PlannedMessage(models.Model):
    """A message that sends itself at its hour to everybody active, through communications."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="planned_messages")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), help_text=_("Markdown."))
    send_at = models.DateTimeField(_("at"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("planned message")
        verbose_name_plural = _("planned messages")
        ordering = ["send_at"]

    def __str__(self) -> str:
        return self.subject
