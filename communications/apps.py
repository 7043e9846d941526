from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunicationsConfig(AppConfig):
    """Message templates, the outbox, delivery."""

    name = "communications"
    verbose_name = _("Messages")
