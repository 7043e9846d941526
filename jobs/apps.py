from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work that outlives a request."""

    name = "jobs"
    verbose_name = _("Long work")

    def ready(self) -> None:
        """Every process knows every kind of job and every task: a worker to do them, a web process to send them."""
        autodiscover_modules("tasks")
