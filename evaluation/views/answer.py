from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from evaluation.forms import AnswerForm
from evaluation.models import Invitation
from evaluation.queries.survey_figures import title_of
from evaluation.refusals import AlreadyAnswered, SurveyClosed
from evaluation.services.answering import answer_survey, is_open
from evaluation.services.inviting import digest_of, minutes_for


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The one page of a survey, for who has its link: no account, no script. Afterwards the link says that it was used."""
    invitations = Invitation.objects.select_related("survey__cycle__programme")
    invitation = get_object_or_404(invitations, token_digest=digest_of(token))
    survey = invitation.survey
    if invitation.used:
        return render(request, "evaluation/answer_used.html", {"survey": survey})
    if not is_open(survey, timezone.now()):
        return render(request, "evaluation/answer_closed.html", {"survey": survey})
    form = AnswerForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        return _take(request, invitation, form)
    kinds = {question.code: question.kind for question in form.questions}
    context = {
        "survey": survey,
        "form": form,
        "fields": [(field, kinds[field.name]) for field in form],
        "title": title_of(survey.audience),
        "minutes": minutes_for(list(kinds.values())),
    }
    return render(request, "evaluation/answer.html", context, status=422 if form.errors else 200)


def _take(request: HttpRequest, invitation: Invitation, form: AnswerForm) -> HttpResponse:
    """Keep the answers. Two tabs may both get here: the second one is told so."""
    survey = invitation.survey
    try:
        answer_survey(invitation=invitation, answers=form.answers())
    except AlreadyAnswered:
        return render(request, "evaluation/answer_used.html", {"survey": survey})
    except SurveyClosed:
        return render(request, "evaluation/answer_closed.html", {"survey": survey})
    return render(request, "evaluation/answer_thanks.html", {"survey": survey})
