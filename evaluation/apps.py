from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    """Surveys, KPIs, participation, report, improvement actions."""

    name = "evaluation"
    verbose_name = _("Evaluation")
