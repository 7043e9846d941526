from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRole(models.Model):
    """What somebody does, and whether customers meet them; criteria must reach every role that customers meet."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    customer_facing = models.BooleanField(_("meets customers"), default=True)

    class Meta:
        verbose_name = _("job role")
        verbose_name_plural = _("job roles")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """How the audit trail names it by number; its name may change."""
        return f"job role {self.pk}"
