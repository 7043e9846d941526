from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JudgingConfig(AppConfig):
    """Panels, conflicts, assignment, score sheets, results, deliberation, decisions."""

    name = "judging"
    verbose_name = _("Judging")
