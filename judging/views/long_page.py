"""A page with parts of megabytes. Every tag around a part of a template copies it; these are put in when all else is drawn."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


class LongParts:
    """What is put in last. In the template stands a mark in its place, which nobody can write who has not seen this page."""

    def __init__(self) -> None:
        self._mark = f"<!--{uuid4().hex}-->"
        self._parts: list[SafeString] = []

    def later(self, part: SafeString) -> SafeString:
        """The mark that stands for this part until the end."""
        self._parts.append(part)
        return mark_safe(self._mark)  # noqa: S308 — of our own making

    def whole(self, drawn: str) -> Iterator[str]:
        """What was drawn, in pieces, each part in its place; a template draws what it says in order, and each once."""
        first, *others = drawn.split(self._mark)
        yield first
        for part, other in zip(self._parts, others, strict=True):
            yield part
            yield other


def render_long(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """As Django's ``render``; tags of the template may put ``long_parts`` off."""
    parts = LongParts()
    drawn = render_to_string(template, {**context, "long_parts": parts}, request)
    return HttpResponse(parts.whole(drawn))
