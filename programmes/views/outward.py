"""What other sites may show of a public programme: a card in a frame, and a picture beside a link."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt

from programmes.queries.programmes import public_programmes
from programmes.queries.publicity_kit import kit_of
from programmes.views.publicity_kit import answer_with_piece

FIVE_MINUTES = 300


@xframe_options_exempt
@csp_replace(  # type: ignore[arg-type]  # django-csp's types know only views without arguments
    {
        "default-src": [NONE],
        "script-src": [NONE],
        "connect-src": [NONE],
        "manifest-src": [NONE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": ["*"],
    }
)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme as a card that any site may frame. Rendered without the request: it reads no session and sets no
    cookie, whoever looks.
    """
    kit = kit_of(get_object_or_404(public_programmes(), slug=slug))
    etag = f'"{kit.digest("card")}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    with override(kit.language):
        response = HttpResponse(render_to_string("programmes/publicity/card.html", {"kit": kit}))
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FIVE_MINUTES)
    return response


def share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that other sites show beside a link to a public programme."""
    kit = kit_of(get_object_or_404(public_programmes(), slug=slug))
    response = answer_with_piece(request, kit, "share.png")
    response["Cache-Control"] = f"public, max-age={FIVE_MINUTES}"
    return response
