from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.visitors import same_for_visitors
from programmes.queries.programmes import public_programmes, visible_to
from recognition.queries.honours import Honoured, public_awards, shown, unnamed

A_PAGE = 40


@require_safe
@same_for_visitors
def programme_winners(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody a programme has honoured, as far as the public may know."""
    programme = get_object_or_404(visible_to(request.user), slug=slug)
    awards = public_awards().filter(decision__cycle__programme=programme)
    page = Paginator(shown(awards), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "page": page,
        "groups": _by_cycle(list(page)),
        "unnamed": unnamed(awards),
        "here": "winners",
    }
    return render(request, "recognition/winners_programme.html", context)


@require_safe
@same_for_visitors
def all_winners(request: HttpRequest) -> HttpResponse:
    """Everybody whom the public programmes have honoured."""
    awards = public_awards().filter(decision__cycle__programme__in=public_programmes())
    page = Paginator(shown(awards), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "recognition/winners_all.html", {"page": page, "groups": _by_cycle(list(page)), "here": "winners"}
    )


def _by_cycle(honoured: list[Honoured]) -> list[tuple[str, str, list[Honoured]]]:
    """Title, cycle and who, in the order given."""
    return [
        (programme, cycle, list(group))
        for (programme, cycle), group in groupby(honoured, key=lambda one: (one.programme, one.cycle))
    ]
