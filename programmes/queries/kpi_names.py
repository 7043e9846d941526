from django.conf import settings
from django.utils.module_loading import import_string


def kpi_names() -> list[str]:
    """The figures that the organisation measures, as settings.KPI_NAMES tells; an objective that names one finds it later."""
    names: list[str] = import_string(settings.KPI_NAMES)()
    return names
