from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from nominations.enums import FileState
from programmes.models import Cycle, Programme


class NominationFile(models.Model):
    """A file of nominations on its way in: uploaded, its columns chosen, checked row by row, imported.

    Its state changes in ``nominations.services.filing`` only. The file holds stories, so it goes as soon as it is not needed.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="nomination_files")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    name = models.CharField(_("name of the file"), max_length=150)
    file = models.FileField(upload_to="imports/%Y/%m/", blank=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    state = models.CharField(_("state"), max_length=10, choices=FileState, default=FileState.UPLOADED)
    columns = models.JSONField(default=dict, help_text=_("As nominations.calculations.columns.Choice texts by field."))
    fates = models.JSONField(default=list, help_text=_("As nominations.queries.row_fates.RowFate, one a row."))
    new = models.PositiveIntegerField(_("rows that come in"), default=0)
    known = models.PositiveIntegerField(_("rows that are here already"), default=0)
    bad = models.PositiveIntegerField(_("rows to be corrected"), default=0)
    problem = models.TextField(_("why it cannot be read"), blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, related_name="+", null=True, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    imported_at = models.DateTimeField(_("imported"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of nominations")
        verbose_name_plural = _("files of nominations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="nomination_file_state_known"),
            models.CheckConstraint(
                condition=~Q(state=FileState.IMPORTED) | Q(imported_at__isnull=False), name="nomination_file_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"file {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label


class RememberedColumns(models.Model):
    """Which columns a programme's files had last time, so that nobody chooses them twice."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="remembered_columns")
    columns = models.JSONField(help_text=_("As NominationFile.columns, but columns by their names."))

    class Meta:
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")

    def __str__(self) -> str:
        return str(self.programme)
