from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsSiteConfig(AppConfig):
    """The site itself."""

    name = "awards_site"
    verbose_name = _("Laurel")
