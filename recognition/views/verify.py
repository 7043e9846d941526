from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recognition.codes import as_written
from recognition.forms import CodeForm
from recognition.queries.verifying import prove
from recognition.services.limiting import may_try


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """A field for the code, for who has no camera."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        return redirect("recognition:verify", as_written(typed) or "".join(ch for ch in typed if ch.isalnum()) or "-")
    return render(request, "recognition/verify_ask.html", {"form": form})


@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate with this code says: valid, revoked or unknown, always in the same shape."""
    if not may_try(request.META.get("REMOTE_ADDR", "")):
        response = render(request, "recognition/verify_wait.html", status=429)
        response["Retry-After"] = "60"
    else:
        proof = prove(code)
        response = render(
            request, "recognition/verify.html", {"proof": proof}, status=404 if proof.verdict == "unknown" else 200
        )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
