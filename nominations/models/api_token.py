from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.models.nomination import Nomination
from programmes.models import Programme


class ApiToken(models.Model):
    """What another system shows to send nominations to one programme. Only its digest is kept; it is shown once."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="api_tokens")
    label = models.CharField(_("which system"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the token."))
    begins = models.CharField(_("begins with"), max_length=12)
    vouches = models.BooleanField(
        _("this system has proven its customers’ addresses"),
        default=False,
        help_text=_("Then its nominations count at once; else each customer confirms by a link."),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("token of another system")
        verbose_name_plural = _("tokens of other systems")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"token {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.programme.slug


class ApiCall(models.Model):
    """A nomination that another system sent under a key of its own: the same key again is the same nomination."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255, help_text=_("The header Idempotency-Key."))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of what was sent with it."))
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="+", null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("call of another system")
        verbose_name_plural = _("calls of other systems")
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="api_call_once"),
            models.CheckConstraint(condition=~Q(key=""), name="api_call_has_key"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.at:%Y-%m-%d}"
