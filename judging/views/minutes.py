"""Writing the minutes of a category, where the chair and a manager may do so at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import person_of
from audit.refusals import StaleState
from judging.forms import MinutesForm
from judging.models import Minutes
from judging.services.deliberating import check_not_nominated, digest_of, write_minutes
from judging.views.cycles import overseen_cycle, page_of, sight_of
from programmes.models import Category, Cycle


@login_required
def minutes(request: HttpRequest, slug: str, name: str, category: str) -> HttpResponse:
    """Write what the panel said about a category. What somebody else kept meanwhile is shown beside one's own, not lost."""
    cycle = overseen_cycle(request, slug, name, "judging.deliberate")
    found = category_to_decide(request, cycle, category)
    written = Minutes.objects.filter(deliberation__cycle=cycle, category=found).first()
    said = sight_of(request, cycle).words(written.text) if written else ""
    form = MinutesForm(request.POST or None, initial={"text": said, "seen": digest_of(written)})
    context = {"form": form, "category": found}
    if request.method == "POST" and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"] if "seen" in form.data else None
        try:
            write_minutes(cycle=cycle, category=found, text=text, actor=person_of(request), seen=seen)
        except StaleState as refusal:
            words = _("Theirs stand below: put both together here, and keep them again.")
            form = MinutesForm({"text": text, "seen": digest_of(written)})
            form.add_error("text", f"{refusal} {words}")
            context |= {"form": form, "theirs": said}
        else:
            messages.success(request, _("The minutes of %(category)s are kept.") % {"category": found.title})
            return redirect("judging:results", slug=slug, name=name)
    return render(request, "judging/minutes.html", page_of(request, cycle, "results", **context))


def category_to_decide(request: HttpRequest, cycle: Cycle, code: str) -> Category:
    """The category that somebody is about to decide on. Raises NotAllowed for who is nominated in it."""
    found = get_object_or_404(Category, rulebook=cycle.rulebook_id, code=code)
    check_not_nominated(cycle=cycle, category=found, actor=person_of(request))
    return found
