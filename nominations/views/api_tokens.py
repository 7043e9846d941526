"""The tokens of a programme: made, shown once, revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import load
from nominations.forms.api_tokens import ApiTokenForm
from nominations.queries.api_tokens import tokens_of
from nominations.requests import SignedInRequest
from nominations.services.api_tokens import make_token, revoke_token
from programmes.models import Programme
from programmes.queries.programmes import managed_by
from programmes.queries.rail import rail_for


@login_required
@never_cache
def tokens(request: SignedInRequest, slug: str) -> HttpResponse:
    """All of them; a new one's text stands in the answer to its making, and nowhere else."""
    programme = _programme(request, slug)
    form = ApiTokenForm(request.POST or None)
    made = secret = None
    if request.method == "POST" and form.is_valid():
        made, secret = make_token(programme=programme, actor=request.user, **form.cleaned_data)
        form = ApiTokenForm()
    context = {
        "programme": programme,
        "rail": rail_for(programme=programme, user=request.user, cycle=None, current="tokens"),
        "tokens": tokens_of(programme),
        "form": form,
        "made": made,
        "secret": secret,
    }
    return render(request, "nominations/api_tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """From now on nothing comes in with it."""
    programme = _programme(request, slug)
    token = get_object_or_404(tokens_of(programme), pk=pk)
    revoke_token(token=token, actor=request.user)
    messages.success(request, _("“%(system)s” can send nothing more.") % {"system": token.label})
    return redirect("nominations:tokens", slug)


def _programme(request: SignedInRequest, slug: str) -> Programme:
    return load(request, managed_by(request.user), "programmes.manage", slug=slug)
