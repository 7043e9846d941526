from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.enums import JobState


class Job(models.Model):
    """One piece of long work. Its row is written in the act's transaction, so that it is neither lost nor invented;
    the broker carries only its id. States change in ``jobs.services`` only.
    """

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200, unique=True, help_text=_("The same key is never done twice."))
    payload = models.JSONField(default=dict, help_text=_("Ids only."))
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text=_("Only ever grows: it tells a worker that was overtaken from the one that holds the job.")
    )
    most_attempts = models.PositiveSmallIntegerField(default=5)
    lease_until = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField(default=timezone.now)
    result = models.FileField(upload_to="jobs/%Y/%m/", blank=True)
    error = models.TextField(blank=True, help_text=_("What went wrong, in words; without names."))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="jobs",
        null=True,
        blank=True,
        verbose_name=_("asked by"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["run_after"], name="job_open", condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=JobState.RUNNING) | models.Q(lease_until__isnull=False),
                name="job_running_has_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"
