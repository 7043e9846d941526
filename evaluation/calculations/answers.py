"""From answers to figures, and nothing below five."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from intake.numbers import whole_number

# Fewer answers than this are never shown apart.
FEWEST = 5

# The marks that each kind of answer can have, and those that count as agreeing.
MARKS: dict[str, tuple[int, ...]] = {
    "likert5": (1, 2, 3, 4, 5),
    "yes_no": (0, 1),
    "nps": tuple(range(11)),
}
AGREEING: dict[str, tuple[int, ...]] = {"likert5": (4, 5), "yes_no": (1,), "nps": (9, 10)}
YES = {"yes": 1, "y": 1, "true": 1, "1": 1, "no": 0, "n": 0, "false": 0, "0": 0}
LONGEST_TEXT = 4000


class UnreadableAnswer(ValueError):
    """An answer that its question does not allow; the message says what it allows."""


@dataclass(frozen=True)
class Summary:
    """What several people answered to one question of marks.

    ``answered`` is how many; the rest is None (``distribution`` empty) where they are fewer than FEWEST: kept back.
    ``mean`` is in marks; ``agreeing`` the share (0 to 1) of 4 and 5, of yes, or of 9 and 10; ``distribution`` counts by
    mark, from the lowest.
    """

    answered: int | None
    mean: float | None
    agreeing: float | None
    agreed: int | None
    distribution: tuple[tuple[int, int], ...]

    @property
    def kept_back(self) -> bool:
        """Whether there are too few answers to show."""
        return self.answered is None


KEPT_BACK = Summary(answered=None, mean=None, agreeing=None, agreed=None, distribution=())


def summarise(kind: str, values: Sequence[int]) -> Summary:
    """The figures of one question. ``kind`` is one of MARKS."""
    if len(values) < FEWEST:
        return KEPT_BACK
    counts = Counter(values)
    agreed = sum(counts[mark] for mark in AGREEING[kind])
    return Summary(
        answered=len(values),
        mean=sum(values) / len(values),
        agreeing=agreed / len(values),
        agreed=agreed,
        distribution=tuple((mark, counts[mark]) for mark in MARKS[kind]),
    )


def read_answer(kind: str, text: str) -> int | str:
    """What somebody wrote, as a mark or as words. Raises UnreadableAnswer."""
    if kind == "text":
        if len(text) > LONGEST_TEXT:
            raise UnreadableAnswer(f"is longer than {LONGEST_TEXT} characters")
        return text
    if kind == "yes_no":
        if text.casefold() not in YES:
            raise UnreadableAnswer(f"“{text}” is not yes or no")
        return YES[text.casefold()]
    low, high = MARKS[kind][0], MARKS[kind][-1]
    mark = whole_number(text)
    if mark is None or not low <= mark <= high:
        raise UnreadableAnswer(f"“{text}” is not a whole number from {low} to {high}")
    return mark
