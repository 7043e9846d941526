from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from audit import services
from audit.changes import changes_in_words
from audit.filters import TrailFilter
from audit.queries.trail import chain_state, kept_back_from, visible_records

if TYPE_CHECKING:
    from django.db.models import Model

PAGE = 50


@login_required
@permission_required("audit.read_trail", raise_exception=True)
def trail(request: HttpRequest) -> HttpResponse:
    """What was done, by whom, when, and whether the chain is sealed."""
    kept_back = kept_back_from(request.user)
    found = TrailFilter(request.GET, queryset=visible_records(request.user, kept_back), request=request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    rows = [(record, changes_in_words(record.before, record.data)) for record in page.object_list]
    context = {"filter": found, "page": page, "rows": rows, "chain": chain_state(), "nav": "audit"}
    context["kept_back"] = kept_back is not None
    return render(request, "audit/trail.html", context)


@login_required
@permission_required("audit.export_trail", raise_exception=True)
@require_POST
def export(request: HttpRequest) -> FileResponse:
    """The trail with the program that proves it, in one archive; the trail says that somebody took it."""
    cycle = request.POST.get("cycle", "").replace("\x00", "").strip()
    with TemporaryDirectory(prefix="laurel-trail-") as folder:
        out = Path(folder) / "trail.zip"
        services.export_trail(out=out, cycle=cycle, kept_back=kept_back_from(request.user))
        archive = out.open("rb")  # readable after its name has gone; the response closes it
    services.record_export(actor=cast("Model", request.user), cycle=cycle)  # signed in: see the decorator
    name = f"trail-{cycle.replace('/', '-')}.zip" if cycle else "trail.zip"
    return FileResponse(archive, as_attachment=True, filename=name)


@login_required
@permission_required("audit.read_trail", raise_exception=True)
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that proves an export without Laurel."""
    headers = {"Content-Disposition": 'attachment; filename="verify_trail.py"'}
    return HttpResponse(services.verifier_text(), content_type="text/x-python; charset=utf-8", headers=headers)
