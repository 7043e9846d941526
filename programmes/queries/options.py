"""The options of a programme as its pages show them."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Organisation, User
from programmes.models import Programme
from programmes.plans.lines import ObjectiveLine, OptionLine
from programmes.queries.appraisal import RankedOption
from programmes.queries.culture import CultureMarks, asks_of, culture_marks
from programmes.queries.plans import objective_line, option_line
from programmes.queries.schemes import Scheme, schemes

# The library's costs are in pounds.
LIBRARY_CURRENCY = "GBP"


@dataclass(frozen=True)
class ListedOption:
    """An option with its place in the ranking, what it asks of the culture, and where it fits and clashes."""

    option: OptionLine
    rank: int | None
    mean: Decimal | None
    marks: CultureMarks
    asks: list[str]


@dataclass(frozen=True)
class ListedScheme:
    """A kind of scheme in the library, and how it would fare here; ``added`` where it is among the options."""

    scheme: Scheme
    marks: CultureMarks
    added: bool


def matrix_lines(programme: Programme) -> tuple[tuple[OptionLine, ...], tuple[ObjectiveLine, ...]]:
    """The options with their scores, and the objectives; four queries however many there are."""
    rows = programme.options.prefetch_related("scores__objective")
    return tuple(option_line(row) for row in rows), tuple(objective_line(row) for row in programme.objectives.all())


def listed(options: tuple[OptionLine, ...], ranking: list[RankedOption], answers: dict[str, int]) -> list[ListedOption]:
    """The options, best first; those without a place in the ranking last, as they stand."""
    places = {line.option.code: line for line in ranking}
    order = {line.option.code: place for place, line in enumerate(ranking)}
    return [
        ListedOption(
            option=option,
            rank=places[option.code].rank if option.code in places else None,
            mean=places[option.code].mean if option.code in places else None,
            marks=culture_marks(option, answers),
            asks=asks_of(option),
        )
        for option in sorted(options, key=lambda option: order.get(option.code, len(order)))
    ]


def listed_schemes(options: tuple[OptionLine, ...], answers: dict[str, int]) -> list[ListedScheme]:
    """The library, each kind with how it would fare in this culture."""
    taken = {option.scheme for option in options} | {option.code for option in options}
    return [
        ListedScheme(
            scheme=scheme,
            marks=culture_marks(
                OptionLine(scheme.key, scheme.title, scheme=scheme.key, culture=scheme.culture), answers
            ),
            added=scheme.key in taken,
        )
        for scheme in schemes()
    ]


def people_to_cost_for(organisation: Organisation) -> int | None:
    """For how many people a scheme of the library is costed; None where the organisation counts in another currency."""
    if organisation.currency != LIBRARY_CURRENCY:
        return None
    return max(User.objects.filter(is_active=True, is_external=False).count(), 1)
