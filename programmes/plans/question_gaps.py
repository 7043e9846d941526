"""What the questions of a form lack before anybody can answer them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from programmes.enums import QuestionKind
from programmes.plans.lines import QuestionLine

FEWEST_CHOICES = 2
LONGEST_CHOICE = 100


def question_gaps(questions: Sequence[QuestionLine]) -> list[str]:
    """Everything that keeps these questions from being asked, in words; empty when they can be."""
    gaps = []
    before: dict[str, QuestionLine] = {}
    for line in questions:
        gaps += [words % {"question": line.title} for words in [*_choice_gaps(line), *_condition_gaps(line, before)]]
        before[line.code] = line
    return gaps


def _choice_gaps(line: QuestionLine) -> list[str]:
    if line.kind != QuestionKind.CHOICE:
        return (
            [_("“%(question)s” has answers to choose from, but is not answered with one of them.")]
            if line.choices
            else []
        )
    if len(set(line.choices)) < FEWEST_CHOICES or len(set(line.choices)) < len(line.choices):
        return [_("“%(question)s” needs at least two answers to choose from, each once.")]
    if any(len(choice) > LONGEST_CHOICE or not choice for choice in line.choices):
        return [_("An answer to “%(question)s” is empty or longer than 100 characters.")]
    return []


def _condition_gaps(line: QuestionLine, before: dict[str, QuestionLine]) -> list[str]:
    if not line.shown_if:
        return []
    asked = before.get(line.shown_if)
    if asked is None or asked.kind != QuestionKind.CHOICE:
        return [_("“%(question)s” waits for the answer to a question with choices, which must stand before it.")]
    if line.shown_for not in asked.choices:
        return [_("“%(question)s” waits for an answer that nobody can choose.")]
    return []
