import zoneinfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.validators import (
    validate_addresses,
    validate_colour,
    validate_currency,
    validate_language,
    validate_time_zone,
)


class Organisation(models.Model):
    """The organisation that runs Laurel: one row, made by a migration, so that every page can count on it."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField(_("name"), max_length=120, default="Our organisation")
    logo = models.ImageField(_("logo"), upload_to="organisation/", blank=True)
    accent = models.CharField(_("accent colour"), max_length=7, default="#0e5a7a", validators=[validate_colour])
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/London", validators=[validate_time_zone]
    )
    language = models.CharField(_("language"), max_length=10, default="en-gb", validators=[validate_language])
    currency = models.CharField(_("currency"), max_length=3, default="GBP", validators=[validate_currency])
    retention_months = models.PositiveSmallIntegerField(
        _("months that nominations are kept"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Counted from the day a cycle closes; names and stories are then removed."),
    )
    seal_readers = models.TextField(
        _("who is sent the trail’s seal every week"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("One email address a line. Whoever keeps these messages can prove that nothing was rewritten."),
    )
    culture = models.JSONField(_("culture profile"), default=dict, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="organisation_is_one"),
            models.CheckConstraint(
                condition=models.Q(retention_months__range=(1, 120)), name="organisation_retention_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone in which this organisation's days begin and its cycles close."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return "organisation"
