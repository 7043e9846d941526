"""Surveys and their answers, weekly figures, reviews, improvement actions and the reflective log."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
from django.utils import timezone

from accounts.models import User
from awards_site.demo.kpis import KPIS, weekly_kpis
from awards_site.demo.material import material
from awards_site.demo.seeding.calendar import CyclePlan
from awards_site.demo.surveys import AskedQuestion, MadeAnswer, make_answers
from evaluation.enums import Audience, QuestionKind
from evaluation.models import Action, Answer, Kpi, LogEntry, Measurement, Question, Response, Review, Survey
from evaluation.queries.audiences import customers_of, people_of
from evaluation.services.inviting import open_surveys
from evaluation.services.preparing import prepare_surveys
from programmes.enums import Stage
from programmes.models import Cycle, Programme

BULK = 1000


def seed_kpis(today: date) -> None:
    """Four figures, weekly, from before the first programme until last week."""
    Kpi.objects.bulk_create(
        Kpi(code=kpi.code, title=kpi.title, unit=kpi.unit, aim=kpi.aim, higher_is_better=kpi.higher_is_better)
        for kpi in KPIS
    )
    rows = {kpi.code: kpi for kpi in Kpi.objects.all()}
    Measurement.objects.bulk_create(
        [
            Measurement(kpi=rows[point.kpi], date=point.on, value=Decimal(str(round(point.value, 4))))
            for point in weekly_kpis(until=today)
        ],
        batch_size=BULK,
    )


def seed_surveys(plan: CyclePlan, cycle: Cycle, maturity: float, rng: np.random.Generator) -> None:
    """Ask the five audiences of a cycle and let some of them answer; ``maturity`` runs from 0, the first cycle, to 1."""
    if not plan.has_reached(Stage.EVALUATING):
        return
    surveys = open_surveys(cycle=cycle) if plan.stage == Stage.EVALUATING else prepare_surveys(cycle=cycle, actor=None)
    if plan.stage == Stage.CLOSED:
        Survey.objects.filter(cycle=cycle).update(opened_at=cycle.evaluating_at, closes_at=cycle.closes_at)
    for survey in surveys:
        questions = list(survey.questions.all())
        invited = len(people_of(cycle, survey.audience))
        if survey.audience == Audience.CUSTOMERS:
            invited += len(customers_of(cycle, timezone.now()))
        answers = make_answers(
            audience=survey.audience,
            questions=[AskedQuestion(question.code, question.kind) for question in questions],
            invited=invited,
            maturity=maturity,
            seed=int(rng.integers(0, 2**31)),
        )
        _keep(survey, questions, answers, cycle)
    if plan.stage == Stage.EVALUATING:
        # Figures wait until a survey is over: two are, so that there is something to read, and three can be answered.
        over = Survey.objects.filter(cycle=cycle, audience__in=[Audience.ORGANISATION, Audience.OTHERS])
        over.update(closes_at=timezone.now())


def _keep(survey: Survey, questions: list[Question], answers: list[MadeAnswer], cycle: Cycle) -> None:
    by_code = {question.code: question for question in questions}
    by_respondent: dict[int, list[MadeAnswer]] = defaultdict(list)
    for answer in answers:
        by_respondent[answer.respondent].append(answer)
    given_on = min((cycle.evaluating_at + timedelta(days=8)).date(), timezone.now().date())
    responses = {respondent: Response(survey=survey, given_on=given_on) for respondent in by_respondent}
    Response.objects.bulk_create(responses.values(), batch_size=BULK)
    Answer.objects.bulk_create(
        [
            _answer(responses[respondent], by_code[answer.question], answer.answer)
            for respondent, given in by_respondent.items()
            for answer in given
        ],
        batch_size=BULK,
    )


def _answer(response: Response, question: Question, given: str) -> Answer:
    if question.kind == QuestionKind.TEXT:
        return Answer(response=response, question=question, text=given)
    value = {"yes": 1, "no": 0}.get(given)
    return Answer(response=response, question=question, value=int(given) if value is None else value)


def seed_reviews(cycles: list[Cycle], manager: User, leaders: list[User], zone: ZoneInfo) -> None:
    """The manager's words on the last closed cycles, and what was to change; the newest actions are still open."""
    reviews = material("reviews.yaml")
    actions = material("words.yaml")["actions"]
    for number, cycle in enumerate(cycles):
        words = reviews[number % len(reviews)]
        Review.objects.create(cycle=cycle, written_by=manager, **words)
        Review.objects.filter(cycle=cycle).update(written_at=cycle.closes_at - timedelta(days=2))
        for offset in range(2):
            action = actions[(number * 2 + offset) % len(actions)]
            late = number < 2 and offset == 1
            due = (cycle.closes_at + timedelta(days=45)).astimezone(zone).date()
            Action.objects.create(
                cycle=cycle,
                title=action["title"],
                because=action["because"],
                owner=leaders[(number + offset) % len(leaders)],
                due=due,
                done_at=None if late else cycle.closes_at + timedelta(days=30),
            )


def seed_log(programme: Programme, manager: User, began: date, zone: ZoneInfo) -> None:
    """The reflective log, a line every seven weeks or so."""
    for number, line in enumerate(material("words.yaml")["reflective_log"]):
        entry = LogEntry.objects.create(programme=programme, author=manager, text=line)
        at = datetime.combine(began + timedelta(days=49 * number - 20), time(16, 10), zone)
        LogEntry.objects.filter(pk=entry.pk).update(at=min(at, timezone.now() - timedelta(days=3)))
