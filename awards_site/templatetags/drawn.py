"""A template drawn once for a page that shows it more than once."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def drawn(name: str, **context: object) -> SafeString:
    """The template of this name with nothing but what is given; ``{% drawn … as steps %}`` keeps it to show it twice."""
    return render_to_string(name, context)
