from django.utils.text import slugify

from evaluation.models import Kpi
from programmes.models import Objective


def kpi_names() -> list[str]:
    """What the organisation measures, by title; an objective whose measure is one of these finds its figures."""
    return list(Kpi.objects.values_list("title", flat=True))


def titles_in_objectives() -> dict[str, str]:
    """How objectives name what they are measured by, by the code that a file of figures would use for it."""
    measures = Objective.objects.exclude(measure="").order_by("-pk").values_list("measure", flat=True)
    return {slugify(measure): measure.strip() for measure in measures}
