"""What each audience answered, as figures. What is kept back is kept back here, so that no page or file can show it.

The rule has two halves. Nothing is shown of fewer than five. And nobody may learn one person's answers by comparing the
figures of today with those of yesterday, so answers count by how they came: those given here from the survey's end on,
when no more can come, and those brought in by file at once, as who brought the file has read it. Each of the two counts
only where it has five by itself, or taking the file's away would leave the few who answered here.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from evaluation.calculations.answers import FEWEST, Summary, summarise
from evaluation.enums import Audience, QuestionKind
from evaluation.library import ready_surveys
from evaluation.models import Answer, Invitation, Response, Survey
from programmes.enums import Stage
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
    """One point of view. ``answered`` is how many sets of answers came; ``responses`` how many the figures rest on, None
    where they are kept back, as are comments then. ``open_until`` is when an open survey closes, None for others.
    """

    audience: str
    invited: int
    answered: int
    responses: int | None
    open_until: datetime | None
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


@dataclass(frozen=True)
class _Asked:
    """A survey as it was read: the question's fields in QUESTION's order, and which groups of answers count."""

    invited: int = 0
    answered: int = 0
    open_until: datetime | None = None
    counted: frozenset[bool] = frozenset()
    responses: int = 0
    questions: list[tuple[int, str, str, str, str]] = field(default_factory=list)


# What was answered to a question, apart for what came by file (True) and what was given here (False).
_Groups = dict[bool, list[tuple[int | None, str]]]

QUESTION = ("questions", "questions__code", "questions__text", "questions__kind", "questions__aim")


def survey_figures(cycle: Cycle) -> tuple[AudienceFigures, ...]:
    """All five points of view, in their order; two queries."""
    asked, given = _asked(cycle), _given(cycle)
    return tuple(_of_audience(audience, asked.get(audience, _Asked()), given) for audience in Audience.values)


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


def _asked(cycle: Cycle) -> dict[str, _Asked]:
    now = timezone.now()
    rows = (
        Survey.objects.filter(cycle=cycle)
        .annotate(
            invited=_count_of(Invitation.objects.all()),
            here=_count_of(Response.objects.filter(imported_as="")),
            brought=_count_of(Response.objects.exclude(imported_as="")),
        )
        .order_by("questions__position", "questions__pk")
    )
    found: dict[str, _Asked] = {}
    for audience, opened, closes, invited, here, brought, *question in rows.values_list(
        "audience", "opened_at", "closes_at", "invited", "here", "brought", *QUESTION
    ):
        if audience not in found:
            is_open = opened is not None and cycle.stage != Stage.CLOSED and (closes is None or now < closes)
            sizes = {True: brought, False: 0 if is_open else here}
            counted = frozenset(group for group, size in sizes.items() if size >= FEWEST)
            found[audience] = _Asked(
                invited=invited,
                answered=here + brought,
                open_until=(closes or cycle.closes_at) if is_open else None,
                counted=counted,
                responses=sum(sizes[group] for group in counted),
            )
        if question[0] is not None:
            found[audience].questions.append(tuple(question))
    return found


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of these rows belong to a survey, beside the survey's own row."""
    own = rows.filter(survey=OuterRef("pk")).order_by().values("survey")
    return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)


def _given(cycle: Cycle) -> dict[int, _Groups]:
    """What was answered, by question; the database has counted what is alike."""
    answers = Answer.objects.filter(response__survey__cycle=cycle).order_by()
    alike = answers.annotate(
        brought=Case(When(response__imported_as="", then=Value(False)), default=Value(True))
    ).values_list("question", "brought", "value", "text")
    given: dict[int, _Groups] = defaultdict(lambda: {True: [], False: []})
    for question, brought, value, text, number in alike.annotate(number=Count("pk")):
        given[question][bool(brought)] += [(value, text)] * number
    return given


def _of_audience(audience: str, asked: _Asked, given: dict[int, _Groups]) -> AudienceFigures:
    return AudienceFigures(
        audience=audience,
        invited=asked.invited,
        answered=asked.answered,
        responses=asked.responses or None,
        open_until=asked.open_until,
        questions=tuple(
            QuestionFigures(code, text, kind, aim, summarise(kind, _marks(given[key], asked.counted)))
            for key, code, text, kind, aim in asked.questions
            if kind != QuestionKind.TEXT
        ),
        comments=tuple(
            words
            for key, _code, _text, kind, _aim in asked.questions
            if kind == QuestionKind.TEXT
            for words in _words(given[key], asked.counted)
        ),
    )


def _marks(groups: _Groups, counted: frozenset[bool]) -> list[int]:
    """The marks of the groups that count, each only where five of it answered this question."""
    marks = {group: [value for value, _text in groups[group] if value is not None] for group in counted}
    return [mark for values in marks.values() if len(values) >= FEWEST for mark in values]


def _words(groups: _Groups, counted: frozenset[bool]) -> list[str]:
    """The words of the groups that count, in an order that is the same each time and says nothing of when they came."""
    words = [text for group in counted for value, text in groups[group] if value is None]
    return sorted(words, key=lambda text: sha256(text.encode()).digest())
