"""Icons out of the one sprite, and the style sheets in their order."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache  # a page draws dozens, and where the sprite lies never changes while a process lives
def icon(name: str, css_class: str = "icon") -> SafeString:
    """Draw the icon of this name; it says nothing to a screen reader, the word beside it does."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css_class, static("img/icons.svg"), name
    )


@register.filter
@cache
def stylesheets(names: str) -> tuple[str, ...]:
    """The addresses of our style sheets, by their names without ending."""
    return tuple(static(f"css/{name}.css") for name in names.split())
