"""What becomes of each row of an uploaded file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from nominations.enums import Fate
from nominations.models import NominationFile
from programmes.models import Cycle


@dataclass(frozen=True)
class RowFate:
    """One row: its number as a spreadsheet counts, whom it names in which category, and, if bad, every reason."""

    number: int
    fate: str
    reference: str
    nominee: str
    category: str
    problems: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The fate in words."""
        return str(Fate(self.fate).label)


def as_stored(fates: Iterable[RowFate]) -> list[list[Any]]:
    """As the row of the file keeps them."""
    return [[one.number, one.fate, one.reference, one.nominee, one.category, list(one.problems)] for one in fates]


def fates_of(file: NominationFile, only: str = "") -> list[RowFate]:
    """All rows of a checked file in their order, or those with this fate."""
    return [
        RowFate(number, fate, reference, nominee, category, tuple(problems))
        for number, fate, reference, nominee, category, problems in file.fates
        if only in {"", fate}
    ]


def files_of(cycle: Cycle, user: User) -> QuerySet[NominationFile]:
    """The files that this person brought for the cycle: they hold stories, which may be about another manager."""
    files = NominationFile.objects.filter(cycle=cycle).select_related(
        "cycle__programme", "cycle__rulebook", "job", "by"
    )
    return files if user.is_staff else files.filter(by=user)
