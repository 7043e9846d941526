"""Where a programme stands with the questions of law and fairness."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from programmes.check_points import PAGES, QUESTIONS, Question
from programmes.enums import CheckAnswer
from programmes.models import CheckPoint, Programme


@dataclass(frozen=True)
class Checked:
    """A question with its answer, None before anybody gave one. ``url`` is where it is asked."""

    question: Question
    answer: CheckPoint | None
    url: str

    @property
    def open(self) -> bool:
        """Whether it still waits: nobody answered, or the answer is "not yet"."""
        return self.answer is None or self.answer.answer == CheckAnswer.NO

    @property
    def anchor(self) -> str:
        """Where on its page it stands."""
        return f"check-{self.question.key}"


def check_points_of(programme: Programme, *, pages: Collection[str] = ()) -> list[Checked]:
    """Every question, or those of some pages, with their answers; one query."""
    answers = {row.key: row for row in programme.check_points.select_related("by")}
    return [
        Checked(question, answers.get(question.key), f"{_page(programme, question)}#check-{question.key}")
        for question in QUESTIONS
        if not pages or question.page in pages
    ]


def open_check_points(programme: Programme) -> list[Checked]:
    """The questions that wait for an answer, or were answered "not yet"."""
    return [checked for checked in check_points_of(programme) if checked.open]


def _page(programme: Programme, question: Question) -> str:
    return reverse(PAGES[question.page], args=[programme.slug])
