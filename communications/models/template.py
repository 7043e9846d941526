from django.db import models
from django.utils.translation import gettext_lazy as _


class Template(models.Model):
    """The wording of one kind of message where somebody has changed it: organisation-wide, or for one programme.
    The wording that ships with Laurel is in ``communications/library``.
    """

    key = models.CharField(_("kind"), max_length=60)
    programme = models.CharField(_("programme"), max_length=60, blank=True, help_text=_("Its slug; empty for all."))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), help_text=_("Markdown, with placeholders such as {{ recipient_name }}."))
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ["key", "programme"]
        constraints = [models.UniqueConstraint(fields=["key", "programme"], name="template_once_for_a_programme")]

    def __str__(self) -> str:
        return f"{self.key} {self.programme}".strip()

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"template {self.key}"
