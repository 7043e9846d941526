from typing import Any

from django import template

from programmes.models import Programme
from programmes.queries import objectives

register = template.Library()


@register.inclusion_tag("programmes/partials/missing_aims.html")
def missing_aims(programme: Programme) -> dict[str, Any]:
    """Which of the two aims a programme lacks before its business case can be proposed; writes nothing where it has both."""
    return {"programme": programme, "aims": objectives.missing_aims(programme)}
