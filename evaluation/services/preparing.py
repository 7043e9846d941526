"""What each audience is asked: ready questions, which a manager may word anew until people are asked."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from evaluation.enums import Audience
from evaluation.library import ReadyQuestion, ready_surveys
from evaluation.models import Question, Survey
from evaluation.refusals import SurveyOpened
from programmes.models import Cycle


@transaction.atomic
def prepare_surveys(*, cycle: Cycle, actor: User | None) -> list[Survey]:
    """The cycle's five surveys, made where they are missing: worded as in the programme's last cycle, else as they ship."""
    return [_prepare(cycle, audience, actor) for audience in Audience.values]


def _prepare(cycle: Cycle, audience: str, actor: User | None) -> Survey:
    survey, made = Survey.objects.get_or_create(cycle=cycle, audience=audience)
    if made:
        questions = _asked_last_time(cycle, audience) or list(ready_surveys()[audience].questions)
        Question.objects.bulk_create(
            Question(
                survey=survey,
                code=question.code,
                position=position,
                text=question.text,
                kind=question.kind,
                aim=question.serves,
            )
            for position, question in enumerate(questions, start=1)
        )
        audit.record(verb="survey.prepared", target=survey, actor=actor, data={"questions": len(questions)})
    return survey


def _asked_last_time(cycle: Cycle, audience: str) -> list[ReadyQuestion]:
    last = (
        Survey.objects.filter(
            cycle__programme=cycle.programme_id, cycle__opens_at__lt=cycle.opens_at, audience=audience
        )
        .order_by("-cycle__opens_at")
        .first()
    )
    asked = last.questions.all() if last else []
    return [ReadyQuestion(code=one.code, kind=one.kind, text=one.text, serves=one.aim) for one in asked]


@transaction.atomic
def change_question(*, question: Question, text: str, kind: str, aim: str, actor: User | None) -> Question:
    """Word a question anew. Its code stays, as it is what makes it comparable. Raises SurveyOpened."""
    _not_opened(question.survey)
    before = {"kind": question.kind, "aim": question.aim, "text": text_digest(question.text)}
    question.text, question.kind, question.aim = text, kind, aim
    question.save(update_fields=["text", "kind", "aim"])
    _record(question, actor, before)
    return question


@transaction.atomic
def add_question(*, survey: Survey, text: str, kind: str, aim: str, actor: User | None) -> Question:
    """Ask one thing more, last. Its code is made from its words. Raises SurveyOpened."""
    _not_opened(survey)
    last = survey.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question.objects.create(
        survey=survey, code=_free_code(survey, text), position=last + 1, text=text, kind=kind, aim=aim
    )
    _record(question, actor, {})
    return question


@transaction.atomic
def remove_question(*, question: Question, actor: User | None) -> None:
    """Ask one thing less. Raises SurveyOpened."""
    _not_opened(question.survey)
    audit.record(verb="question.removed", target=question.survey, actor=actor, data={"code": question.code})
    question.delete()


def _record(question: Question, actor: User | None, before: dict[str, str]) -> None:
    data = {
        "code": question.code,
        "kind": question.kind,
        "aim": question.aim,
        "text": text_digest(question.text),
    }
    audit.record(verb="question.saved", target=question.survey, actor=actor, before=before, data=data)


def _not_opened(survey: Survey) -> None:
    """Ask the database, not the object in hand: the clock may have opened it meanwhile."""
    if Survey.objects.filter(pk=survey.pk, opened_at__isnull=False).exists():
        raise SurveyOpened(_("People have been asked already, so the questions stand as they are."))


def _free_code(survey: Survey, text: str) -> str:
    base = slugify(text)[:32].strip("-") or "question"
    taken = set(survey.questions.values_list("code", flat=True))
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
