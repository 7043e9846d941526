"""What the receiver of a launch message meets: the one question behind its link, and the small picture that says it was read."""

import base64

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.refusals import StaleState
from programmes.forms.understood import CheckForm
from programmes.models import Recipient
from programmes.services.reaching import answer_check, note_opened

# One transparent point, the smallest GIF there is.
POINT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@never_cache
def understood(request: HttpRequest, token: str) -> HttpResponse:
    """The question of a message, for who has its link: no account, no script. Afterwards it says what is right."""
    copies = Recipient.objects.select_related("planned__programme").exclude(planned__question="")
    copy = get_object_or_404(copies, token=token)
    planned = copy.planned
    if copy.answer is not None:
        return render(request, "programmes/understood_answered.html", _told(copy))
    form = CheckForm(request.POST or None, question=planned.question, answers=planned.answers)
    if request.method == "POST" and form.is_valid():
        try:
            answer_check(copy=copy, answer=form.cleaned_data["answer"])
        except StaleState:
            copy.refresh_from_db()
        return redirect("programmes:understood", token)
    context = {"programme": planned.programme, "planned": planned, "form": form}
    return render(request, "programmes/understood.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The picture of one point. Whoever looks at a copy in our own outbox is signed in here, and does not count."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        note_opened(token=token)
    return HttpResponse(POINT, content_type="image/gif")


def _told(copy: Recipient) -> dict[str, object]:
    planned = copy.planned
    return {
        "programme": planned.programme,
        "planned": planned,
        "right": copy.answer == planned.right,
        "right_words": planned.answers[(planned.right or 1) - 1],
        "url": reverse("programmes:public", args=[planned.programme.slug]),
    }
