"""The customer's form at a programme's address; a team member who is signed in gets theirs there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from audit.refusals import Refused
from nominations.channels import PARAMETER
from nominations.forms.public import PublicNominationForm
from nominations.forms.sent import SentNominationForm, digest_of
from nominations.forms.story import PROMPTS
from nominations.models import Nomination, PendingUpload
from nominations.queries.nominations import RELATED
from nominations.queries.questions import questions_of
from nominations.queries.what_counts import what_counts
from nominations.queries.window import (
    came_in_grace,
    confirm_until,
    cycle_in_grace,
    cycle_to_nominate_for,
    last_closed_cycle,
    next_cycle,
    open_to_visitors,
)
from nominations.refusals import FilesGone, WindowClosed
from nominations.services.attaching import pending_uploads
from nominations.services.limiting import count_attempt
from nominations.services.sending_once import sent_before
from nominations.services.submitting import submit_public
from nominations.tokens import STATUS, form_opened, form_opened_at, opens, token_for
from nominations.views.blank_form import (
    Drawn,
    blank,
    blank_page,
    carried,
    drawn,
    opened_for_another,
    page_of,
)
from nominations.views.colleague import choose
from nominations.views.story_help import help_with
from nominations.views.uploads import keep_for_later, uploads_to_send
from programmes.models import Cycle, Programme
from programmes.queries.programmes import visible_to


def nominate(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; what was typed is shown back where nominations have closed meanwhile."""
    page = blank_page(request, slug)
    if page is not None:
        return page
    cycle = _open_cycle(request, slug)
    if cycle is None or opened_for_another(request, cycle):
        programme = get_object_or_404(visible_to(request.user), slug=slug)
        cycle = _in_grace(request, programme) or cycle
        return closed(request, programme) if cycle is None else _form(request, cycle)
    return _form(request, cycle)


def _form(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """The form of a cycle that takes nominations: opened, or sent."""
    if isinstance(request.user, User):
        return choose(request, user=request.user, cycle=cycle)
    if request.method != "POST":
        return _page(request, cycle, blank(cycle), opened=form_opened())
    return _sent(request, cycle)


def _sent(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Take what a customer typed, or show it again with what is wrong or with a second reader's words."""
    counts = what_counts(cycle)
    kept = pending_uploads(cycle, request.POST.get("uploads", ""))
    asks: dict[str, Any] = {"counts": counts, "questions": questions_of(cycle)}
    read_over = request.POST.get("act") == "read"
    form = SentNominationForm(request.POST, request.FILES, kept=kept, **asks)
    form.is_valid()
    if opened_for_another(request, cycle):
        form.add_error(
            None, _("The round that you wrote for has closed, and the next has begun. Look it over and send it again.")
        )
    if form.is_valid() and not read_over:
        try:
            sent = _send(request, cycle, form, kept)
        except WindowClosed:
            return closed(request, cycle.programme)
        except FilesGone as refusal:
            form.add_error("files" if "files" in form.fields else None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("nominations:thanks", args=[cycle.programme.slug, sent.reference])
            return HttpResponseRedirect(f"{address}?token={token_for(sent.reference, STATUS)}")
    token = keep_for_later(request, cycle, form, kept)
    again: PublicNominationForm = form
    if read_over:
        again = PublicNominationForm(initial=request.POST.dict(), kept=form.kept, **asks)
    else:
        form.take_own_fields()
    shown = drawn(again, cycle, counts, help_with(request.POST))
    return _page(request, cycle, shown, opened=form.opened_token, form=again, uploads=token)


def _page(
    request: HttpRequest,
    cycle: Cycle,
    shown: Drawn,
    *,
    opened: str,
    form: PublicNominationForm | None = None,
    uploads: str = "",
) -> HttpResponse:
    context = page_of(cycle, shown, hidden=carried(request, cycle=cycle.pk, opened=opened, uploads=uploads), form=form)
    status = 422 if form is not None and form.errors else 200
    return render(request, "nominations/nominate.html", context, status=status)


def _open_cycle(request: HttpRequest, slug: str) -> Cycle | None:
    """The cycle that this person can nominate for now; for a visitor in one query."""
    if isinstance(request.user, User):
        return cycle_to_nominate_for(get_object_or_404(visible_to(request.user), slug=slug), timezone.now())
    return open_to_visitors.first(slug=slug, at=timezone.now())


def _in_grace(request: HttpRequest, programme: Programme) -> Cycle | None:
    """The cycle that has just closed, for a customer's form that was open before."""
    if request.method != "POST" or request.user.is_authenticated:
        return None
    return cycle_in_grace(programme, timezone.now(), form_opened_at(request.POST.get("opened", "")))


def _send(request: HttpRequest, cycle: Cycle, form: PublicNominationForm, kept: list[PendingUpload]) -> Nomination:
    typed, once = form.cleaned_data, digest_of(request)
    if request.POST.get("uploads") and not kept and sent_before(cycle, once)[0] is None:
        raise FilesGone(
            _("The files that you chose before are no longer kept. Choose them again, or send it without them.")
        )
    count_attempt(email=typed["email"], ip=request.META.get("REMOTE_ADDR", ""))
    uploads = uploads_to_send(cycle, form, kept)
    return submit_public(
        cycle=cycle,
        category=typed["category"],
        nominee_name=typed["nominee"],
        hint=typed["hint"],
        customer=form.customer(),
        story=form.story(),
        language=get_language() or "",
        answers=form.answers(),
        members=form.named_members(),
        uploads=uploads,
        **form.consents_given(),
        channel=request.POST.get(PARAMETER, ""),
        form_opened=form_opened_at(typed["opened"]),
        once=once,
        organisation=getattr(request, "organisation", None),
    )


def closed(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Say when it opens or closed; give back what was typed, to copy."""
    now = timezone.now()
    context = {
        "programme": programme,
        "upcoming": next_cycle(programme, now),
        "last": last_closed_cycle(programme, now),
        "typed": _typed(request),
    }
    return render(request, "nominations/closed.html", context, status=409 if request.method == "POST" else 200)


def _typed(request: HttpRequest) -> list[tuple[Any, str]]:
    labels: dict[str, Any] = {
        "nominee": _("Their name, or what you know of it"),
        "hint": _("When and where was it?"),
        **{part.value: label for part, (label, _hint, _rows) in PROMPTS.items()},
        "members": _("Who was part of it, and what did each do?"),
    }
    found = [(label, request.POST.get(field, "").strip()) for field, label in labels.items()]
    more = ("evidence_", "question_")
    found += [("", str(text).strip()) for field, text in request.POST.items() if field.startswith(more)]
    return [(label, text) for label, text in found if text]


def thanks(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """What the sender has to do now, and what happens then."""
    programme = get_object_or_404(visible_to(request.user), slug=slug)
    nominations = Nomination.objects.select_related(*RELATED).filter(cycle__programme=programme)
    nomination = get_object_or_404(nominations, reference=reference)
    its_nominator = request.user.is_authenticated and nomination.nominator_id == request.user.pk
    if not its_nominator and not opens(reference, STATUS, request.GET.get("token", "")):
        raise Http404
    context = {
        "programme": programme,
        "nomination": nomination,
        "cycle": nomination.cycle,
        "rulebook": nomination.cycle.rulebook,
        "token": token_for(reference, STATUS),
        "until": confirm_until(nomination),
        "grace": came_in_grace(nomination),
    }
    return render(request, "nominations/thanks.html", context)
