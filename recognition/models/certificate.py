from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Programme
from recognition.enums import CertificateState, Honour
from recognition.models.award import Award


class CertificateDesign(models.Model):
    """How a programme's certificates look and who signs them."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="certificate_design")
    orientation = models.CharField(
        _("orientation"),
        max_length=10,
        choices=[("landscape", _("Landscape")), ("portrait", _("Portrait"))],
        default="landscape",
    )
    signed_by = models.CharField(_("signed by"), max_length=120, blank=True)
    signed_as = models.CharField(_("as"), max_length=120, blank=True)
    signature = models.ImageField(_("signature"), upload_to="signatures/", blank=True)

    class Meta:
        verbose_name = _("certificate design")
        verbose_name_plural = _("certificate designs")

    def __str__(self) -> str:
        return str(self.programme)


class Certificate(models.Model):
    """One certificate. Its code cannot be guessed and proves it at /verify/CODE/."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="certificate")
    code = models.CharField(_("code"), max_length=24, unique=True)
    honour = models.CharField(_("honour"), max_length=10, choices=Honour)
    state = models.CharField(_("state"), max_length=10, choices=CertificateState, default=CertificateState.PENDING)
    file = models.FileField(upload_to="certificates/%Y/%m/", blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CertificateState.values), name="certificate_state_known"),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.READY) | (~Q(file="") & Q(made_at__isnull=False)),
                name="certificate_ready_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.REVOKED) | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="certificate_revoked_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.award.decision.entry.reference} certificate"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.award.decision.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.award.decision.cycle.label
