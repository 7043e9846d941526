from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.enums import LaunchKind
from programmes.models.programme import Programme


class LaunchTask(models.Model):
    """One step of the launch, with its owner and date (P7, M3). What it waits for (``after``) makes no circle: that is
    held in ``programmes.services.launch``.
    """

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
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due = models.DateField(_("due"))
    notes = models.TextField(_("notes"), blank=True, help_text=_("What its owner should know."))
    after = models.ManyToManyField(
        "self", symmetrical=False, related_name="before", blank=True, verbose_name=_("waits for")
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("launch task")
        verbose_name_plural = _("launch tasks")
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["due"], name="launch_task_open", condition=models.Q(done_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=LaunchKind.values), name="launch_task_kind_known"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=models.F("due")),
                name="launch_task_begins_before_due",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """How the audit trail names it: a title may hold a name, so by number."""
        return f"launch task {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.programme.slug
