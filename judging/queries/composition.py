"""Who judges, beside who is judged: by team, site and job role."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from judging.enums import SeatRole
from judging.queries.entries import judged_entries
from judging.queries.seats import seats_of
from nominations.models import Entry
from programmes.models import Cycle

Name = Callable[[User], str]


@dataclass(frozen=True)
class Line:
    """One team, site or role: how many judges come from it, how many candidates would, and how many entries are about it."""

    name: str
    judges: int
    candidates: int
    entries: int

    @property
    def unheard(self) -> bool:
        """Entries are about it, and nobody from it judges or would."""
        return self.entries > 0 and not self.judges + self.candidates


@dataclass(frozen=True)
class Spread:
    """The lines of one way to tell people apart, those with most entries first."""

    title: str
    lines: list[Line]

    @property
    def judges_from(self) -> int:
        """Out of how many different ones the panel comes."""
        return sum(line.judges > 0 for line in self.lines)


def composition_of(cycle: Cycle, candidates: Iterable[User] = ()) -> list[Spread]:
    """The panel (chair included) against the entries, by team, site and job role; a team's entry counts for its team only."""
    judges = [seat.judge for seat in seats_of(cycle).select_related("judge__team", "judge__job_role")]
    entries = list(judged_entries(cycle).select_related("person__team", "person__job_role", "team"))
    people, would_be = [entry.person for entry in entries if entry.person is not None], list(candidates)
    return [
        _spread(_("Team"), _team, judges, would_be, Counter(_entry_team(entry) for entry in entries)),
        _spread(_("Site"), _site, judges, would_be, Counter(map(_site, people))),
        _spread(_("Job role"), _role, judges, would_be, Counter(map(_role, people))),
    ]


def judges_seated(cycle: Cycle) -> int:
    """How many score, without the chair."""
    return seats_of(cycle).filter(role=SeatRole.JUDGE).count()


def _spread(title: str, name: Name, judges: list[User], candidates: list[User], entries: Counter[str]) -> Spread:
    seated, would_be = Counter(map(name, judges)), Counter(map(name, candidates))
    names = sorted(seated | would_be | entries, key=lambda one: (-entries[one], -seated[one], one))
    return Spread(title, [Line(one, seated[one], would_be[one], entries[one]) for one in names])


def _team(person: User) -> str:
    if person.is_external:
        return _("From outside")
    return person.team.name if person.team is not None else _("No team")


def _site(person: User) -> str:
    if person.is_external:
        return _("From outside")
    return person.site or _("No site")


def _role(person: User) -> str:
    if person.is_external:
        return _("From outside")
    return person.job_role.name if person.job_role is not None else _("No job role")


def _entry_team(entry: Entry) -> str:
    if entry.team is not None:
        return entry.team.name
    return _team(entry.person) if entry.person is not None else _("No team")
