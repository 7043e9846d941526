from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs import services as jobs
from jobs.enums import JobState
from programmes.access import managed_cycle
from recognition import services as recognition
from recognition.enums import CertificateState
from recognition.forms import RevokeForm
from recognition.queries.overview import certificates_of, newest_job
from recognition.requests import SignedInRequest
from recognition.views.downloads import certificate_file

KINDS = {"certificates": "recognition.certificates", "together": "recognition.certificates_zip"}


@login_required
@require_safe
def progress(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """How far the printing is (or, with ?of=together, the one file): a piece of page for htmx, else the whole page."""
    cycle = managed_cycle(request, slug, name)
    which = request.GET.get("of", "certificates")
    job = newest_job(cycle, KINDS.get(which, ""))
    if job is None:
        raise Http404
    if not request.htmx:
        return redirect("recognition:announce", slug, name)
    response = render(request, "recognition/partials/job.html", {"job": job, "cycle": cycle, "which": which})
    if job.state == JobState.DONE and which == "certificates":
        response["HX-Refresh"] = "true"  # the list below now has its downloads
    return response


@login_required
@require_POST
def retry(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Try again what did not work out."""
    cycle = managed_cycle(request, slug, name)
    job = newest_job(cycle, KINDS.get(request.GET.get("of", "certificates"), ""))
    if job is None:
        raise Http404
    jobs.retry(job=job)
    return redirect("recognition:announce", slug, name)


@login_required
@require_POST
def put_together(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Ask for all certificates as one file."""
    recognition.ask_for_zip(cycle=managed_cycle(request, slug, name), actor=request.user)
    return redirect(reverse("recognition:announce", args=[slug, name]) + "#certificates")


@login_required
@require_safe
def download_all(request: SignedInRequest, slug: str, name: str) -> FileResponse:
    """All certificates as one file, when it is ready."""
    job = newest_job(managed_cycle(request, slug, name), KINDS["together"])
    if job is None or job.state != JobState.DONE:
        raise Http404
    return FileResponse(
        default_storage.open(str(job.result.name), "rb"), as_attachment=True, filename=f"{slug}-{name}-certificates.zip"
    )


@login_required
@require_safe
def download(request: SignedInRequest, slug: str, name: str, pk: int) -> FileResponse:
    """One certificate."""
    return certificate_file(certificates_of(managed_cycle(request, slug, name)).filter(pk=pk).first())


@login_required
def revoke(request: SignedInRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Take a certificate back, after asking once."""
    cycle = managed_cycle(request, slug, name)
    certificate = get_object_or_404(certificates_of(cycle).exclude(state=CertificateState.REVOKED), pk=pk)
    form = RevokeForm(request.POST or None)
    page = reverse("recognition:announce", args=[slug, name])
    if request.method == "POST" and form.is_valid():
        recognition.revoke_certificate(certificate=certificate, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The certificate is revoked."))
        return redirect(page)
    title = _("Revoke the certificate of %(name)s") % {"name": certificate.award.decision.entry.nominee_name}
    text = _(
        "Its code will say “revoked” to whoever checks it, it can’t be downloaded any more, and the award leaves the public "
        "pages. This can’t be taken back."
    )
    context = {"title": title, "text": text, "form": form, "button": _("Revoke it"), "cancel_url": page, "danger": True}
    return render(request, "confirm.html", context)
