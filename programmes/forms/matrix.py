"""The matrix of options by objectives. Hundreds of cells, so they are read and drawn as plain values and not as form fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from hashlib import sha256

from django.utils.translation import gettext as _

from programmes.calculations.appraisal import HIGHEST_SCORE
from programmes.plans.lines import ObjectiveLine, OptionLine, ScoreLine

LONGEST_REASON = 300
HEAVIEST = Decimal(100)


@dataclass
class Cell:
    """The score of one option for one objective as it was typed, the reason, and what is wrong with either."""

    option: OptionLine
    objective: ObjectiveLine
    value: str
    reason: str
    error: str = ""
    seen: str = ""

    @property
    def name(self) -> str:
        """The name of its fields in the form; the reason's has ":why" after it."""
        return f"{self.option.code}:{self.objective.code}"

    @property
    def label(self) -> str:
        """For the summary of what is wrong."""
        return f"{self.option.title}, {self.objective.statement}"


@dataclass
class Head:
    """The weight of one objective as it was typed."""

    objective: ObjectiveLine
    value: str
    error: str = ""
    seen: str = ""

    @property
    def name(self) -> str:
        return f"weight.{self.objective.code}"

    @property
    def label(self) -> str:
        return _("Weight of “%(objective)s”") % {"objective": self.objective.statement}


@dataclass
class Row:
    """One option with its cells."""

    option: OptionLine
    cells: list[Cell] = field(default_factory=list)

    @property
    def reasons(self) -> int:
        """How many of its scores have a reason."""
        return sum(bool(cell.reason) for cell in self.cells)

    @property
    def seen(self) -> str:
        """A print of each cell as it is stored, for the hidden field that comes back with the page."""
        return " ".join(cell.seen for cell in self.cells)

    @property
    def wrong(self) -> bool:
        return any(cell.error for cell in self.cells)


class MatrixForm:
    """What the page shows and sends: a weight for each objective, a score and a reason for each option by objective.

    ``data`` is what was sent, None for what is stored. A field that was not sent keeps what is stored, and so does one that
    still stands as its page showed it: two people who score at once keep what the other has changed meanwhile.
    """

    def __init__(
        self, data: Mapping[str, str] | None, *, options: tuple[OptionLine, ...], objectives: tuple[ObjectiveLine, ...]
    ) -> None:
        self.data = data or {}
        self.options, self.objectives = options, objectives
        self.heads = [self._head(line) for line in objectives]
        self.rows = [self._row(option) for option in options]

    @cached_property
    def errors(self) -> list[Head | Cell]:
        """Everything that is wrong, in the order of the page."""
        cells = [cell for row in self.rows for cell in row.cells if cell.error]
        return [*(head for head in self.heads if head.error), *cells]

    def is_valid(self) -> bool:
        return not self.errors

    def weights(self) -> dict[str, Decimal]:
        """The weights by objective, as far as they can be read; else as they are stored."""
        return {
            head.objective.code: head.objective.weight if head.error else Decimal(head.value) for head in self.heads
        }

    def scores(self) -> dict[str, list[ScoreLine]]:
        """The scores by option, as far as they can be read."""
        return {
            row.option.code: [
                ScoreLine(cell.objective.code, int(cell.value), cell.reason)
                for cell in row.cells
                if cell.value and not cell.error
            ]
            for row in self.rows
        }

    def changed_scores(self) -> dict[str, list[ScoreLine]]:
        """The scores of the options that differ from what is stored."""
        stored = {option.code: sorted(option.scores, key=_by_objective) for option in self.options}
        return {
            code: lines for code, lines in self.scores().items() if sorted(lines, key=_by_objective) != stored[code]
        }

    def as_typed(self) -> tuple[list[OptionLine], list[ObjectiveLine]]:
        """Options and objectives as they would be if this were saved."""
        scores, weights = self.scores(), self.weights()
        return (
            [replace(line, scores=tuple(scores[line.code])) for line in self.options],
            [replace(line, weight=weights[line.code]) for line in self.objectives],
        )

    def _head(self, line: ObjectiveLine) -> Head:
        stored = f"{line.weight.normalize():f}"
        typed = self.data.get(f"weight.{line.code}", stored).strip()
        value = stored if _print(typed) == self.data.get(f"seen.weight.{line.code}") else typed
        return Head(line, value, _weight_error(value), seen=_print(stored))

    def _row(self, option: OptionLine) -> Row:
        stored = {score.objective: score for score in option.scores}
        seen = self.data.get(f"seen.{option.code}", "").split()
        row = Row(option)
        for place, objective in enumerate(self.objectives):
            name, score = f"{option.code}:{objective.code}", stored.get(objective.code)
            kept = (str(score.value), score.reason) if score else ("", "")
            typed = (self.data.get(name, kept[0]).strip(), self.data.get(f"{name}:why", kept[1]).strip())
            untouched = place < len(seen) and _print(*typed) == seen[place]
            value, reason = kept if untouched else typed
            row.cells.append(Cell(option, objective, value, reason, _score_error(value, reason), _print(*kept)))
        return row


def _by_objective(score: ScoreLine) -> str:
    return score.objective


def _weight_error(text: str) -> str:
    try:
        weight = Decimal(text)
    except InvalidOperation:
        weight = Decimal("NaN")
    if not weight.is_finite() or not 0 <= weight <= HEAVIEST or weight != round(weight, 2):
        return _("A weight is a number from 0 to 100, with at most two decimals.")
    return ""


def _score_error(value: str, reason: str) -> str:
    if value and value not in {str(number) for number in range(HIGHEST_SCORE + 1)}:
        return _("A score is a whole number from 0 to 5.")
    if reason and not value:
        return _("There is a reason here, and no score.")
    if len(reason) > LONGEST_REASON:
        return _("The reason is %(count)s characters long; at most 300 are kept.") % {"count": len(reason)}
    return ""


def _print(*texts: str) -> str:
    """A few letters by which to tell whether a cell still says what the page showed."""
    return sha256("\x00".join(texts).encode()).hexdigest()[:12]
