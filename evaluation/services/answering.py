"""Take one set of answers, so that nobody can ever tell whose they are.

What is written down is two things that nothing joins: that an invitation has been used (no time), and a response (a day,
a random key). No audit record, no job and no log line is written for an answer, as its time would join the two. All used
invitations of a survey are rewritten together, so that neither the order of rows in the database's files nor the number
of the last transaction points at the one that has just been used. What remains outside Laurel: a web server's own log
knows who opened which link when, which is why a response carries no more than its day.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.queries.organisation import the_organisation
from evaluation.enums import QuestionKind
from evaluation.models import Answer, Invitation, Question, Response, Survey
from evaluation.refusals import AlreadyAnswered, SurveyClosed
from programmes.enums import Stage

Given = int | str


@transaction.atomic
def answer_survey(*, invitation: Invitation, answers: Mapping[str, Given]) -> None:
    """Keep these answers, by question code, and mark the invitation as used. There is no actor: it is anonymous.

    Raises AlreadyAnswered for a link that was used, SurveyClosed outside the survey's time.
    """
    survey = invitation.survey
    now = timezone.now()
    if not is_open(survey, now):
        raise SurveyClosed(_("This survey is closed. Thank you for wanting to answer."))
    _claim(invitation)
    response = Response.objects.create(survey=survey, given_on=timezone.localdate(now, the_organisation().zone))
    keep_answers(response, {question.code: question for question in survey.questions.all()}, answers)


def keep_answers(response: Response, questions: Mapping[str, Question], answers: Mapping[str, Given]) -> None:
    """Write the answers of one response: numbers as numbers, words as words."""
    Answer.objects.bulk_create(
        Answer(response=response, question=questions[code], text=str(given))
        if questions[code].kind == QuestionKind.TEXT
        else Answer(response=response, question=questions[code], value=int(given))
        for code, given in answers.items()
    )


def is_open(survey: Survey, now: datetime) -> bool:
    """Whether answers are taken at this time."""
    if survey.opened_at is None or survey.cycle.stage != Stage.EVALUATING:
        return False
    return survey.closes_at is None or now < survey.closes_at


def _claim(invitation: Invitation) -> None:
    """The conditional UPDATE decides between two tabs; the second one rewrites all used rows alike."""
    if not Invitation.objects.filter(pk=invitation.pk, used=False).update(used=True):
        raise AlreadyAnswered(_("These questions have been answered with this link. Thank you."))
    Invitation.objects.filter(Q(used=True), survey=invitation.survey_id).update(used=True)
