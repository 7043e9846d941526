from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, teams, roles, sign-in, the organisation itself."""

    name = "accounts"
    verbose_name = _("People and the organisation")
