from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work that outlives a request."""

    name = "jobs"
    verbose_name = _("Long work")
