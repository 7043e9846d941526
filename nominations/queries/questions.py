"""The questions of a cycle's form, and what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.formats import date_format, number_format

from nominations.calculations.asked import Condition
from nominations.models import FormAnswer
from nominations.queries.judged_texts import key_of_answer
from nominations.remembered import remembered
from programmes.enums import QuestionKind, Stage
from programmes.models import Cycle, FormQuestion


@dataclass(frozen=True)
class Answered:
    """A question with its answer in words; ``key`` is how ``Redaction.texts`` calls it."""

    question: FormQuestion
    text: str
    key: str = ""


def questions_of(cycle: Cycle) -> list[FormQuestion]:
    """What the form of this cycle asks beside the story, in order; one or two queries, remembered once it has opened: from
    then on the database itself refuses any change of these rules.
    """
    if cycle.stage == Stage.PLANNED:
        return _read(cycle)
    return remembered(f"form-questions:{cycle.rulebook_id}", lambda: _read(cycle))


def _read(cycle: Cycle) -> list[FormQuestion]:
    return list(FormQuestion.objects.filter(rulebook=cycle.rulebook_id).prefetch_related("categories"))


def typed_questions(cycle: Cycle) -> QuerySet[FormQuestion]:
    """Those that are answered with words, numbers or a choice, and not with a file."""
    return FormQuestion.objects.filter(rulebook=cycle.rulebook_id).exclude(kind=QuestionKind.FILE)


def condition_of(question: FormQuestion) -> Condition:
    """When it is asked."""
    categories = frozenset(category.pk for category in question.categories.all())
    return Condition(question.code, categories, question.shown_if, question.shown_for)


def in_words(rows: Iterable[FormAnswer]) -> list[Answered]:
    """Answers as people read them; each row with its question at hand."""
    return [Answered(row.question, _in_words(row.question.kind, row.text), key_of_answer(row.pk)) for row in rows]


def answers_of(nominations: Iterable[int]) -> dict[int, dict[str, str]]:
    """For exports: by the nomination's id the answers as they are stored, by the question's code; one query."""
    found: dict[int, dict[str, str]] = {}
    rows = FormAnswer.objects.filter(nomination__in=list(nominations)).order_by("question__position", "pk")
    for nomination, code, text in rows.values_list("nomination_id", "question__code", "text"):
        found.setdefault(nomination, {})[code] = text
    return found


def _in_words(kind: str, text: str) -> str:
    if kind == QuestionKind.DATE:
        return date_format(date.fromisoformat(text), "j F Y")
    if kind == QuestionKind.NUMBER:
        return number_format(Decimal(text), use_l10n=True)
    return text
