"""What each audience answered, as figures; too few answers are kept back here, so that no page or file can show them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from evaluation.calculations.answers import FEWEST, KEPT_BACK, Summary, summarise
from evaluation.enums import Audience, QuestionKind
from evaluation.library import ready_surveys
from evaluation.models import Answer, Invitation, Question, Response, Survey
from programmes.models import Cycle

# The ready questions carry their audience before the first hyphen; what follows is the theme that audiences share.
PREFIXES = ("org", "man", "win", "oth", "cus")


@dataclass(frozen=True)
class QuestionFigures:
    """One question of marks, with what was answered. ``kind`` is one of QuestionKind, ``aim`` one of Aim or empty."""

    code: str
    text: str
    kind: str
    aim: str
    summary: Summary

    @property
    def theme(self) -> str:
        """What makes it comparable with another audience's question: its code without the audience."""
        prefix, _, rest = self.code.partition("-")
        return rest if prefix in PREFIXES and rest else self.code


@dataclass(frozen=True)
class AudienceFigures:
    """One point of view. ``responses`` is None where there are fewer than five: kept back, as are comments then."""

    audience: str
    invited: int
    responses: int | None
    questions: tuple[QuestionFigures, ...]
    comments: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The audience in words."""
        return str(Audience(self.audience).label)

    def question(self, code: str) -> QuestionFigures | None:
        """The figures of the question with this code."""
        return next((question for question in self.questions if question.code == code), None)

    @property
    def headline(self) -> QuestionFigures | None:
        """The first question that has figures: a survey's first question is the one that it is for."""
        return next((question for question in self.questions if not question.summary.kept_back), None)


@dataclass(frozen=True)
class SideBySide:
    """The same question as two or more audiences answered it: (audience, figures) for each."""

    theme: str
    kind: str
    answers: tuple[tuple[str, QuestionFigures], ...]


@dataclass
class _Marks:
    by_question: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    words: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def survey_figures(cycle: Cycle) -> tuple[AudienceFigures, ...]:
    """All five points of view, in their order; three queries."""
    counted = Survey.objects.filter(cycle=cycle).annotate(invited=_count_of(Invitation), answered=_count_of(Response))
    surveys = {survey.audience: survey for survey in counted}
    questions: dict[int, list[Question]] = defaultdict(list)
    for question in Question.objects.filter(survey__cycle=cycle):
        questions[question.survey_id].append(question)
    marks = _marks(cycle)
    return tuple(
        _of_audience(
            audience,
            questions[surveys[audience].pk] if audience in surveys else [],
            surveys[audience].invited if audience in surveys else 0,
            surveys[audience].answered if audience in surveys else 0,
            marks,
        )
        for audience in Audience.values
    )


def side_by_side(audiences: tuple[AudienceFigures, ...]) -> tuple[SideBySide, ...]:
    """The questions of marks that two or more audiences were asked alike, in the order in which they first appear."""
    found: dict[tuple[str, str], list[tuple[str, QuestionFigures]]] = defaultdict(list)
    for audience in audiences:
        for question in audience.questions:
            found[question.theme, question.kind].append((audience.audience, question))
    return tuple(
        SideBySide(theme, kind, tuple(answers)) for (theme, kind), answers in found.items() if len(answers) > 1
    )


def title_of(audience: str) -> str:
    """What a survey is headed."""
    return ready_surveys()[audience].title


def _count_of(model: type[Invitation] | type[Response]) -> Coalesce:
    """How many rows of this table belong to a survey, beside the survey's own row."""
    rows = model._default_manager.filter(survey=OuterRef("pk")).order_by().values("survey")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def _marks(cycle: Cycle) -> _Marks:
    """All answers, in the order of their random keys."""
    marks = _Marks()
    answers = Answer.objects.filter(Q(response__survey__cycle=cycle)).order_by("pk")
    for question, value, text in answers.values_list("question_id", "value", "text"):
        if value is None:
            marks.words[question].append(text)
        else:
            marks.by_question[question].append(value)
    return marks


def _of_audience(
    audience: str, questions: list[Question], invited: int, answered: int, marks: _Marks
) -> AudienceFigures:
    enough = answered >= FEWEST
    return AudienceFigures(
        audience=audience,
        invited=invited,
        responses=answered if enough else None,
        questions=tuple(
            QuestionFigures(
                question.code,
                question.text,
                question.kind,
                question.aim,
                summarise(question.kind, marks.by_question[question.pk]) if enough else KEPT_BACK,
            )
            for question in questions
            if question.kind != QuestionKind.TEXT
        ),
        comments=tuple(
            words for question in questions if question.kind == QuestionKind.TEXT for words in marks.words[question.pk]
        )
        if enough
        else (),
    )
