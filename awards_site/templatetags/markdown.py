"""Markdown that people wrote, as HTML that cannot do harm."""

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

_markdown = MarkdownIt("commonmark", {"html": False})


@register.filter
def markdown(text: str | None) -> SafeString:
    """The text as HTML; tags and links that could run something are taken out."""
    return mark_safe(nh3.clean(_markdown.render(text or "")))  # noqa: S308 — nh3 has just cleaned it
