from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Programme


class Terms(models.Model):
    """What a judge signs before the first story: confidentiality and conflicts, in the words of a programme or, without
    one, of the organisation. A version is known by the digest of its text and never changes: new words are a new row.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="judging_terms", null=True, blank=True)
    text = models.TextField(_("terms"))
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("judging terms")
        verbose_name_plural = _("judging terms")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="terms_have_words")]

    def __str__(self) -> str:
        return self.version

    @property
    def version(self) -> str:
        """The digest's beginning, by which people tell versions apart."""
        return self.digest[:8]

    @property
    def audit_label(self) -> str:
        """How the audit trail names them."""
        return f"judging terms {self.version}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about them belongs to; none where they are the organisation's."""
        return self.programme.slug if self.programme is not None else ""
