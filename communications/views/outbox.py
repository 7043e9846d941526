from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import require
from communications import services
from communications.enums import MessageState
from communications.filters import OutboxFilter
from communications.models import Message
from communications.queries.outbox import messages_by_state
from communications.queries.outbox import outbox as all_messages

PAGE = 50


@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """Every message that was written, with its state."""
    require(request, "communications.read_outbox")
    found = OutboxFilter(request.GET, queryset=all_messages())
    counts = messages_by_state()
    waiting = counts.get(MessageState.QUEUED, 0) + counts.get(MessageState.SENDING, 0)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PAGE).get_page(request.GET.get("page")),
        "sent": counts.get(MessageState.SENT, 0),
        "waiting": waiting,
        "failed": counts.get(MessageState.FAILED, 0),
        "nav": "outbox",
    }
    return render(request, "communications/outbox.html", context)


@login_required
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, as it was sent."""
    require(request, "communications.read_outbox")
    found = get_object_or_404(Message.objects.select_related("to_person"), pk=pk)
    return render(request, "communications/message.html", {"message_sent": found, "nav": "outbox"})


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed message again."""
    require(request, "communications.read_outbox")
    services.retry(message=get_object_or_404(Message, pk=pk))
    return redirect("communications:message", pk=pk)
