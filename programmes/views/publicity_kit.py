from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin

from programmes.printing.letters import letter, letters_of
from programmes.queries.publicity_kit import Kit, kit_of, publicity_budget, publicity_plan
from programmes.queries.standing import cycle_in_view
from programmes.services.kept_pieces import kit_archive, piece, pieces_of
from programmes.views.plan_page import open_plan

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}


@login_required
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # django-csp's types know only views without arguments
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that makes a programme known, made from the programme: to look at, to copy and to take away."""
    page = open_plan(request, slug, "kit")
    made = kit_of(page.programme)
    plan = publicity_plan(page.programme, cycle_in_view(page.programme))
    context = page.context(
        kit=made,
        plan=plan,
        budget=publicity_budget(plan),
        letters={name.replace(".", "_"): letter(made, name) for name in letters_of(made)},
    )
    return render(request, "programmes/publicity_kit.html", context)


@login_required
def kit_piece(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One piece of the kit: shown where a page draws it, taken away with ``?save``; a poster for the ``?place`` it hangs at."""
    made = kit_of(open_plan(request, slug, "kit").programme)
    if name.startswith("poster-"):
        made = made.hanging_at(request.GET.get("place", "")[:120])
    if name in pieces_of(made):
        return answer_with_piece(request, made, name, save="save" in request.GET)
    if name not in letters_of(made):
        raise Http404
    response = HttpResponse(letter(made, name), content_type=TYPES["txt"])
    return _saved(response, made, name)


@login_required
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]  # django-csp's types know only views without arguments
    {
        "script-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": [SELF],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
    }
)
def email_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter as a mail program would show it, for the frame on the kit's page: its styles stand in it, as mail needs."""
    made = kit_of(open_plan(request, slug, "kit").programme)
    return HttpResponse(letter(made, "email.html"), content_type=TYPES["html"])


@login_required
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole kit as a ZIP."""
    made = kit_of(open_plan(request, slug, "kit").programme)
    return _saved(HttpResponse(kit_archive(made), content_type=TYPES["zip"]), made, "publicity.zip")


def answer_with_piece(request: HttpRequest, made: Kit, name: str, *, save: bool = False) -> HttpResponse:
    """A piece with its digest as ETag; 304 to whoever has it already."""
    etag = f'"{made.digest(name)}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    response = HttpResponse(piece(made, name), content_type=TYPES[name.rpartition(".")[2]])
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return _saved(response, made, name) if save else response


def _saved(response: HttpResponse, made: Kit, name: str) -> HttpResponse:
    place = f"-{made.place}" if made.place else ""
    response["Content-Disposition"] = f'attachment; filename="{made.slug}{place}-{name}"'
    return response
