"""How the organisation describes itself, and what that says about an option (K4)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Organisation
from programmes.calculations.culture import HIGHEST, LOWEST, NEITHER, fit
from programmes.culture import STATEMENT_BY_KEY, STATEMENTS
from programmes.plans.lines import OptionLine
from programmes.queries.schemes import all_schemes

# The part of the organisation's culture profile that holds the agreement with each statement.
STATEMENTS_KEY = "statements"


@dataclass(frozen=True)
class CultureMarks:
    """Why an option fits and why it clashes, each a sentence or two. ``unanswered`` asks wait for the culture check."""

    fits: tuple[str, ...]
    clashes: tuple[str, ...]
    unanswered: int


def culture_answers(organisation: Organisation) -> dict[str, int]:
    """Agreement from 1 to 5 by the key of each statement that has been answered."""
    stored = organisation.culture.get(STATEMENTS_KEY, {})
    return {
        statement.key: stored[statement.key]
        for statement in STATEMENTS
        if isinstance(stored.get(statement.key), int) and LOWEST <= stored[statement.key] <= HIGHEST
    }


def culture_marks(option: OptionLine, answers: dict[str, int]) -> CultureMarks:
    """What the answers say about an option."""
    asks = {statement.key: option.culture[statement.key] for statement in STATEMENTS if statement.key in option.culture}
    found = fit(asks, answers)
    return CultureMarks(
        fits=tuple(_because(option, key, answers[key]) for key in found.fits),
        clashes=tuple(_because(option, key, answers[key]) for key in found.clashes),
        unanswered=len(found.open),
    )


def asks_of(option: OptionLine) -> list[str]:
    """What an option asks of the culture, a sentence each."""
    return [_why(option, statement.key) for statement in STATEMENTS if statement.key in option.culture]


def _because(option: OptionLine, key: str, answer: int) -> str:
    statement = STATEMENT_BY_KEY[key]
    says = statement.holds if answer > NEITHER else statement.fails
    return _("%(why)s You say that %(culture)s.") % {"why": _why(option, key), "culture": says}


def _why(option: OptionLine, key: str) -> str:
    """The library's own sentence where the option came from there, else the general one."""
    statement, ask = STATEMENT_BY_KEY[key], option.culture[key]
    scheme = all_schemes().get(option.scheme)
    if scheme is not None and scheme.culture.get(key) == ask:
        return scheme.culture_why[key]
    return str(statement.needs if ask == "needs" else statement.avoids)
