from typing import Any

from django import template

from programmes.models import Programme
from programmes.queries.check_points import check_points_of

register = template.Library()


@register.inclusion_tag("programmes/partials/check_points.html")
def check_points(programme: Programme, *pages: str) -> dict[str, Any]:
    """The questions of law and fairness that some pages ask, with their answers; one query.

    Stands outside the page's own form: {% check_points programme "rules" "judging" %}
    """
    found = check_points_of(programme, pages=pages)
    return {"programme": programme, "found": found, "left": sum(checked.open for checked in found)}
