"""A manager's side of a consultation: ask, watch how many answer, read, reply."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from charts.rows import row_bars
from programmes.enums import RulebookState
from programmes.forms.consultation import OpenConsultationForm, ReplyForm
from programmes.models import Consultation
from programmes.queries.consultation_figures import ConsultationViews, CriterionViews, views_of
from programmes.queries.consultations import consultations_of
from programmes.queries.plans import newest_rulebook
from programmes.services.consultation_reminders import remind_unanswered
from programmes.services.consultations import close_consultation, open_consultation, reply_to_consultation
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest consultation, or the one asked for (``?round=``); the form that opens the first or the next one."""
    page = open_plan(request, slug, "rules")
    newest = newest_rulebook(page.programme)
    form = OpenConsultationForm(request.POST or None)
    if request.method == "POST" and newest is not None and form.is_valid():
        data = form.cleaned_data
        open_consultation(
            rulebook=newest,
            actor=page.user,
            closes_at=data["closes_on"],
            named=data["named"] == "yes",
            teams=data["teams"],
            introduction=data["introduction"],
        )
        return page.done(request, _("People are being asked now."), "programmes:consultation")
    rounds = list(consultations_of(page.programme))
    shown = _shown(request, rounds)
    views = views_of(shown) if shown else None
    return render(
        request,
        "programmes/consultation.html",
        page.context(
            rulebook=newest,
            rounds=rounds,
            shown=shown,
            views=views,
            **(_answered(shown, views) if shown and views else {}),
            form=form,
            today=timezone.localdate(),
            may_open=newest is not None and newest.state == RulebookState.DRAFT,
        ),
    )


@login_required
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """End the open consultation before its day."""
    page = open_plan(request, slug, "rules")
    opened = get_object_or_404(consultations_of(page.programme), closed_at__isnull=True)
    close_consultation(consultation=opened, actor=page.user)
    return page.done(
        request, _("The consultation is closed. The rules can be changed again."), "programmes:consultation"
    )


@login_required
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind those who have not answered."""
    page = open_plan(request, slug, "rules")
    opened = get_object_or_404(consultations_of(page.programme).select_related("opened_by"), closed_at__isnull=True)
    reminded = remind_unanswered(consultation=opened, actor=page.user)
    words = ngettext(
        "%(n)d person who has not answered is reminded.", "%(n)d people who have not answered are reminded.", reminded
    )
    return page.done(request, words % {"n": reminded}, "programmes:consultation")


@login_required
@require_POST
def reply(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what came of it."""
    page = open_plan(request, slug, "rules")
    asked = get_object_or_404(consultations_of(page.programme), pk=_number(request.POST.get("consultation", "")))
    form = ReplyForm(request.POST, consultation=asked)
    if not form.is_valid():
        return _reply_again(request, page, asked, form)
    reply_to_consultation(consultation=asked, actor=page.user, reply=form.cleaned_data["reply"], replies=form.replies())
    return page.done(request, _("Your reply is kept, and published with the rules."), "programmes:consultation")


def _reply_again(request: HttpRequest, page: PlanPage, asked: Consultation, form: ReplyForm) -> HttpResponse:
    views = views_of(asked)
    context = page.context(
        shown=asked, views=views, pictures=_pictures(views, form), reply=form["reply"], reply_form=form, rounds=[]
    )
    return render(request, "programmes/consultation.html", context, status=422)


def _shown(request: HttpRequest, rounds: list[Consultation]) -> Consultation | None:
    asked = request.GET.get("round", "")
    return next((each for each in rounds if str(each.pk) == asked), rounds[0] if rounds else None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


Bar = tuple[str, object, object]


def _answered(shown: Consultation, views: ConsultationViews) -> dict[str, object]:
    """What was said, with the fields of the reply once it is closed."""
    if shown.is_open:
        return {"pictures": [], "reply": None}
    form = ReplyForm(consultation=shown)
    return {"pictures": _pictures(views, form), "reply": form["reply"]}


def _pictures(views: ConsultationViews, form: ReplyForm) -> list[tuple[CriterionViews, list[Bar], object]]:
    """Each criterion with its three answers (the question, the share, a bar of a hundred) and the field of its reply."""
    return [(each, _bars(each), form[f"reply:{each.code}"]) for each in views.criteria]


def _bars(views: CriterionViews) -> list[Bar]:
    if views.shares is None:
        return []
    shares = [
        (_("find it clear"), views.shares.clear),
        (_("find it fair"), views.shares.fair),
        (_("say it reaches their role"), views.shares.reaches),
    ]
    bars = row_bars([share.percent for _words, share in shares], [100, 100, 100])
    return [(words, share, bar) for (words, share), bar in zip(shares, bars, strict=True)]
