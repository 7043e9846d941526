from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecognitionConfig(AppConfig):
    """Announcement, awards, certificates."""

    name = "recognition"
    verbose_name = _("Recognition")

    def ready(self) -> None:
        """Check the library that makes fonts small."""
        from recognition import checks  # noqa: F401 — importing it registers the check
