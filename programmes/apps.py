from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Objectives, options, rulebook, business case, launch, cycles and their clock."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Check the region of the bank holidays."""
        from programmes import checks  # noqa: F401 — importing it registers the check
