from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Objectives, options, rulebook, business case, launch, cycles and their clock."""

    name = "programmes"
    verbose_name = _("Programmes")
