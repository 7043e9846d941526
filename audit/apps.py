from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The append-only trail."""

    name = "audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        """Collect the verbs of every room, so that an unknown one is an error from the first record on."""
        autodiscover_modules("verbs")
