from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsSiteConfig(AppConfig):
    """The site itself."""

    name = "awards_site"
    verbose_name = _("Laurel")

    def ready(self) -> None:
        """Register what must hold for a production, and what numbers from outside may be."""
        from awards_site import checks, whole_numbers  # noqa: F401 — importing them registers the check and the lookups
