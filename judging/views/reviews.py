"""The pages of a review of process: asking, giving it to somebody, answering."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import person_of
from accounts.models import User
from audit.refusals import Refused
from judging.enums import AppealState
from judging.models import Appeal
from judging.queries.justification import justification_of
from judging.queries.method_words import METHOD_IN_WORDS
from judging.queries.reviews import ask_until, may_ask_now, reviews_of
from judging.queries.sight import judges_sight
from judging.review_forms import AnswerForm, AskForm, ReviewerForm
from judging.review_links import Asker, asker_of
from judging.services.reviews import answer_review, ask_as_nominator, ask_as_nominee, assign_review
from judging.views.cycles import overseen_cycle, page_of
from nominations.models import Entry, Nomination
from programmes.enums import Method


@never_cache
def ask_review(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a review, or see where it stands; the signed link came from a page that proved who asks."""
    asker = asker_of(token)
    if asker is None:
        raise Http404
    nomination, entry, person = _asked_by(asker)
    found = nomination or entry
    known = _known(asker)
    form = AskForm(request.POST or None)
    if request.method == "POST" and known is None and form.is_valid():
        words = form.cleaned_data["words"]
        if nomination is not None:
            ask_as_nominator(nomination=nomination, words=words)
        elif entry is not None and person is not None:
            ask_as_nominee(entry=entry, words=words, actor=person)
        messages.success(request, _("Thank you. Somebody outside the panel will look into it and answer you."))
        return redirect(request.path)
    context = {
        "cycle": found.cycle,
        "programme": found.cycle.programme,
        "review": known,
        "form": form,
        "open": may_ask_now(found.cycle),
        "until": ask_until(found.cycle),
    }
    return render(request, "judging/ask_review.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def reviews(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Every request of a cycle, and who looks into it."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    context = page_of(request, cycle, "results", reviews=list(reviews_of(cycle)), until=ask_until(cycle))
    return render(request, "judging/reviews.html", context)


@login_required
def give_review(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Give a request to somebody outside the panel."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    appeal = get_object_or_404(reviews_of(cycle), pk=pk)
    form = ReviewerForm(request.POST or None, initial={"reviewer": appeal.reviewer.email if appeal.reviewer else ""})
    if request.method == "POST" and form.is_valid():
        reviewer = form.cleaned_data["reviewer"]
        try:
            assign_review(appeal=appeal, reviewer=reviewer, actor=person_of(request))
        except Refused as refusal:
            form.add_error("reviewer", str(refusal))
        else:
            messages.success(request, _("%(name)s is asked to look into it.") % {"name": reviewer.full_name})
            return redirect("judging:reviews", slug=slug, name=name)
    return render(request, "judging/give_review.html", page_of(request, cycle, "results", form=form, review=appeal))


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever looks into it: what was asked, how the result came about, and the answer."""
    mine = Appeal.objects.filter(reviewer=person_of(request)).select_related(
        "cycle__programme", "cycle__rulebook", "nomination__category", "entry__category"
    )
    appeal = get_object_or_404(mine, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_review(
            appeal=appeal,
            upheld=form.cleaned_data["finding"] == "upheld",
            answer=form.cleaned_data["answer"],
            actor=person_of(request),
        )
        messages.success(request, _("Your answer is recorded and sent to whoever asked."))
        return redirect("judging:review", pk=pk)
    context = {"review": appeal, "cycle": appeal.cycle, "form": form, "here": "for_you", **_how_it_came_about(appeal)}
    context["open"] = appeal.state == AppealState.ASSIGNED
    return render(request, "judging/review.html", context)


def _asked_by(asker: Asker) -> tuple[Nomination | None, Any, User | None]:
    """The nomination, or the entry and the person, that a link is about; 404 where they are gone."""
    if asker.nomination is not None:
        nominations = Nomination.objects.select_related("cycle__programme", "entry", "nominator", "category")
        return get_object_or_404(nominations, pk=asker.nomination), None, None
    entry = get_object_or_404(Entry.objects.select_related("cycle__programme", "category"), pk=asker.entry)
    return None, entry, get_object_or_404(User, pk=asker.person, is_active=True)


def _known(asker: Asker) -> Appeal | None:
    if asker.nomination is not None:
        return Appeal.objects.filter(nomination=asker.nomination).first()
    return Appeal.objects.filter(entry=asker.entry, asker=asker.person, nomination=None).first()


def _how_it_came_about(appeal: Appeal) -> dict[str, Any]:
    """The justification of the category that the request is about."""
    about = appeal.nomination or appeal.entry
    report = justification_of(appeal.cycle, about.category, judges_sight(appeal.cycle)) if about is not None else None
    words = METHOD_IN_WORDS[Method(report.rulebook.method)] if report is not None else ""
    return {"report": report, "method_in_words": words}
