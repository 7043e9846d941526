"""Survey answers that were collected elsewhere, on paper or by another tool. Who gave them is not kept."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import NotReady
from evaluation.calculations.answers import UnreadableAnswer, read_answer
from evaluation.enums import Audience
from evaluation.models import Question, Response, Survey
from evaluation.services.answering import Given, keep_answers
from evaluation.services.preparing import prepare_surveys
from intake.problems import BadFile, Problem
from intake.tables import Row
from programmes.enums import Stage
from programmes.models import Cycle

COLUMNS = ("audience", "respondent", "question", "answer")


@dataclass
class Imported:
    """How many responses came in, how many were there already, and how many empty answers were passed over."""

    added: int = 0
    known: int = 0
    empty: int = 0


@dataclass
class _Sheet:
    """What one respondent of one audience answered, by question code."""

    answers: dict[str, Given] = field(default_factory=dict)


@transaction.atomic
def import_survey_responses(*, cycle: Cycle, rows: Sequence[Row], actor: User | None) -> Imported:
    """Keep the answers of a file: a row for each answer, joined by ``respondent`` within an audience.

    Of the respondent only a digest keyed with the installation's secret is kept, so that the same file again adds
    nothing; a respondent who is known already is left as they are. Raises BadFile naming each bad cell, NotReady for a
    cycle that has not been announced yet.
    """
    if not cycle.has_reached(Stage.ANNOUNCED):
        raise NotReady(_("%(cycle)s has not been announced, so nobody can have answered.") % {"cycle": cycle.label})
    surveys = {survey.audience: survey for survey in prepare_surveys(cycle=cycle, actor=actor)}
    done = Imported()
    sheets = _sheets(rows, surveys, done)
    for audience, survey in surveys.items():
        wanted = {key: sheet for (where, key), sheet in sheets.items() if where == audience and sheet.answers}
        _keep(survey, wanted, done, actor)
    return done


def _sheets(rows: Sequence[Row], surveys: dict[str, Survey], done: Imported) -> dict[tuple[str, str], _Sheet]:
    questions = _questions(surveys)
    sheets: dict[tuple[str, str], _Sheet] = {}
    problems: list[Problem] = []
    for row in rows:
        wrong = _problem(row, questions, sheets)
        if wrong:
            problems.append(wrong)
            continue
        sheet = sheets.setdefault((row["audience"], _key(surveys[row["audience"]], row["respondent"])), _Sheet())
        if not row["answer"]:
            done.empty += 1
            continue
        try:
            sheet.answers[row["question"]] = read_answer(
                questions[row["audience"]][row["question"]].kind, row["answer"]
            )
        except UnreadableAnswer as error:
            problems.append(Problem(row.number, "answer", str(error)))
    if problems:
        raise BadFile(problems)
    return sheets


def _problem(
    row: Row, questions: dict[str, dict[str, Question]], sheets: dict[tuple[str, str], _Sheet]
) -> Problem | None:
    audience = row["audience"]
    if audience not in questions:
        known = ", ".join(Audience.values)
        return Problem(row.number, "audience", f"“{audience}” is no audience; write one of {known}")
    if not row["respondent"]:
        return Problem(row.number, "respondent", "is empty; any mark will do that joins one person’s answers")
    if row["question"] not in questions[audience]:
        known = ", ".join(questions[audience])
        return Problem(row.number, "question", f"“{row['question']}” is not asked of {audience} ({known})")
    survey = questions[audience][row["question"]].survey
    sheet = sheets.get((audience, _key(survey, row["respondent"])))
    if sheet and row["question"] in sheet.answers:
        return Problem(row.number, "question", f"“{row['question']}” is answered twice by the same respondent")
    return None


def _questions(surveys: dict[str, Survey]) -> dict[str, dict[str, Question]]:
    asked: dict[str, dict[str, Question]] = {audience: {} for audience in surveys}
    for question in Question.objects.filter(survey__in=surveys.values()).select_related("survey"):
        asked[question.survey.audience][question.code] = question
    return asked


def _key(survey: Survey, respondent: str) -> str:
    """A digest that only this installation can make: without its secret nobody can try names against it."""
    return salted_hmac(f"survey-respondent:{survey.pk}", respondent.casefold(), algorithm="sha256").hexdigest()


def _keep(survey: Survey, sheets: dict[str, _Sheet], done: Imported, actor: User | None) -> None:
    """Write what is new, in an order that says nothing of the file's."""
    known = set(survey.responses.filter(imported_as__in=sheets).values_list("imported_as", flat=True))
    new = [(key, sheet) for key, sheet in sheets.items() if key not in known]
    random.SystemRandom().shuffle(new)
    today = timezone.localdate(timezone.now(), the_organisation().zone)
    questions = {question.code: question for question in survey.questions.all()}
    for key, sheet in new:
        response = Response.objects.create(survey=survey, given_on=today, imported_as=key)
        keep_answers(response, questions, sheet.answers)
    done.known += len(known)
    done.added += len(new)
    if new:
        audit.record(verb="survey.imported", target=survey, actor=actor, data={"responses": len(new)})
