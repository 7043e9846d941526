from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from programmes.queries.programmes import visible_to


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as everybody sees it."""
    shown = get_object_or_404(visible_to(request.user), slug=slug)
    return render(request, "programmes/programme_public.html", {"programme": shown})
