"""The manager's list as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from nominations.filters import QueueFilter
from nominations.queries.export_rows import export_header, export_rows
from nominations.queries.nominations import queue_of, with_nominee_name
from nominations.queries.rules_read import rules_read
from nominations.requests import SignedInRequest
from nominations.services.exporting import record_export
from nominations.views.downloads import csv_download, xlsx_download
from programmes.access import managed_cycle

FORMATS = {"csv": csv_download, "xlsx": xlsx_download}
ORDER_ONLY = {"order", "page"}


@login_required
@require_GET
def export(request: SignedInRequest, slug: str, name: str, file_format: str) -> HttpResponseBase:
    """What the list shows with its filter, all pages of it: never what is about the manager themselves."""
    cycle = managed_cycle(request, slug, name)
    if file_format not in FORMATS:
        raise Http404
    request.nominations_categories = rules_read(cycle).categories  # for the filter's choices
    received = with_nominee_name(queue_of(cycle, request.user)).order_by("-submitted_at", "-pk")
    nominations = QueueFilter(request.GET, queryset=received, request=request).qs
    narrowed_by = sorted(key for key, value in request.GET.items() if value and key not in ORDER_ONLY)
    record_export(
        cycle=cycle,
        actor=request.user,
        file_format=file_format,
        rows=nominations.count(),
        narrowed_by=[key for key in narrowed_by if key in QueueFilter.base_filters],
    )
    called = f"nominations-{slug}-{cycle.name}"
    return FORMATS[file_format](called, export_header(cycle), export_rows(cycle, nominations))
