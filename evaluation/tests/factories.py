from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from evaluation.enums import QuestionKind
from evaluation.models import Action, Answer, Kpi, Measurement, Response, Survey
from evaluation.services.inviting import open_surveys
from evaluation.services.preparing import prepare_surveys
from judging.enums import DecisionState
from judging.models import Decision
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.tests.factories import accepted_entry
from programmes.enums import Stage
from programmes.tests.factories import running_cycle


class KpiFactory(DjangoModelFactory):
    class Meta:
        model = Kpi

    code = factory.Sequence(lambda n: f"kpi-{n}")
    title = factory.Sequence(lambda n: f"Figure {n}")


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = Measurement

    kpi = factory.SubFactory(KpiFactory)
    value = Decimal("4.1")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    cycle = factory.LazyFunction(lambda: running_cycle(stage=Stage.EVALUATING))
    title = factory.Sequence(lambda n: f"Improvement {n}")
    because = "The others, 2.6 of 5"


def confirmed(entry, *, place=1, commended=False) -> Decision:
    """That this entry has won, confirmed by a second person."""
    return Decision.objects.create(
        cycle=entry.cycle,
        category=entry.category,
        entry=entry,
        place=place,
        commended=commended,
        justification="Best of all.",
        state=DecisionState.CONFIRMED,
        proposed_by=UserFactory(),
        confirmed_by=UserFactory(),
        confirmed_at=timezone.now(),
    )


def evaluated_cycle(*, others: int = 6, stage: str = Stage.EVALUATING, managers=None, **cycle):
    """A cycle with one winner who has a line manager, ``others`` who did not win, and a proven customer for each entry."""
    cycle.setdefault("closes_at", timezone.now() + timedelta(days=30))  # its surveys are still open, on any day
    made = running_cycle(stage=stage, managers=[UserFactory()] if managers is None else managers, **cycle)
    winner = accepted_entry(made, UserFactory(line_manager=UserFactory()))
    confirmed(winner)
    for _number in range(others):
        accepted_entry(made)
    Nomination.objects.filter(cycle=made, state=NominationState.ACCEPTED).update(verified_at=timezone.now())
    return made


def prepared(cycle) -> dict[str, Survey]:
    """The cycle's five surveys by audience, not opened."""
    return {survey.audience: survey for survey in prepare_surveys(cycle=cycle, actor=None)}


def opened(cycle) -> dict[str, Survey]:
    """The cycle's five surveys by audience, with everybody invited."""
    return {survey.audience: survey for survey in open_surveys(cycle=cycle)}


def answered(survey: Survey, people: int, *, mark: int = 4, words: str = "") -> list[Response]:
    """So many people answered every question of marks alike (yes for yes or no), and the questions of words with ``words``."""
    made = []
    for _number in range(people):
        response = Response.objects.create(survey=survey, given_on="2026-12-01")
        for question in survey.questions.all():
            if question.kind == QuestionKind.TEXT:
                if words:
                    Answer.objects.create(response=response, question=question, text=words)
            else:
                value = {QuestionKind.YES_NO: 1}.get(question.kind, mark)
                Answer.objects.create(response=response, question=question, value=value)
        made.append(response)
    return made
