"""What a file of people would do to the directory, line by line; the preview shows it and the import does it."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import JobRole, Team, User
from accounts.people_file import Line
from intake.problems import BadFile, Problem

COLUMN_WORDS = {
    "full_name": gettext_lazy("name"),
    "team": gettext_lazy("team"),
    "job_role": gettext_lazy("job role"),
    "site": gettext_lazy("site"),
    "line_manager_email": gettext_lazy("line manager"),
    "started_on": gettext_lazy("first day"),
}


@dataclass(frozen=True)
class Fate:
    """What becomes of one line: a new person, a change of the ``changes`` named, or nothing."""

    line: Line
    person: User | None
    changes: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        """Nobody has this address yet."""
        return self.person is None

    @property
    def is_same(self) -> bool:
        """The directory says the same already."""
        return self.person is not None and not self.changes

    @property
    def changes_in_words(self) -> str:
        """What changes, for a page."""
        return ", ".join(str(COLUMN_WORDS[name]) for name in self.changes)

    @property
    def known_person(self) -> User:
        """The person whom the line is about. Raises ValueError for a new one."""
        if self.person is None:
            raise ValueError(f"row {self.line.number} is about a new person")
        return self.person


@dataclass(frozen=True)
class ImportPlan:
    """A whole file, ready to be done. ``new_teams`` and ``new_roles`` are names; keys of the maps are folded names."""

    fates: list[Fate]
    new_teams: list[str]
    new_roles: list[str]
    teams: dict[str, Team] = field(repr=False)
    roles: dict[str, JobRole] = field(repr=False)
    people: dict[str, User] = field(repr=False)

    @property
    def added(self) -> int:
        """How many people are new."""
        return sum(fate.is_new for fate in self.fates)

    @property
    def changed(self) -> int:
        """How many people change."""
        return sum(bool(fate.person and fate.changes) for fate in self.fates)

    @property
    def unchanged(self) -> int:
        """How many lines say what is known already."""
        return sum(fate.is_same for fate in self.fates)


def plan_import(lines: Sequence[Line]) -> ImportPlan:
    """Compare the lines with the directory, in a fixed number of queries.

    Raises BadFile for a line manager whom neither file nor directory knows, and for lines of management that close to a ring.
    """
    people = {person.email: person for person in User.objects.select_related("team", "job_role", "line_manager")}
    _check_managers(lines, people)
    teams = {team.name.casefold(): team for team in Team.objects.all()}
    roles = {role.name.casefold(): role for role in JobRole.objects.all()}
    fates = [_fate(line, people.get(line.email)) for line in lines]
    return ImportPlan(
        fates=fates,
        new_teams=_unknown((line.team for line in lines), teams),
        new_roles=_unknown((line.job_role for line in lines), roles),
        teams=teams,
        roles=roles,
        people=people,
    )


def _unknown(names: Iterable[str], known: Container[str]) -> list[str]:
    """The first spelling of each name that is not known, in the file's order."""
    first: dict[str, str] = {}
    for name in names:
        if name and name.casefold() not in known:
            first.setdefault(name.casefold(), name)
    return list(first.values())


def _fate(line: Line, person: User | None) -> Fate:
    if person is None:
        return Fate(line=line, person=None, changes=())
    now = {
        "full_name": person.full_name,
        "site": person.site,
        "started_on": person.started_on,
        "team": person.team.name.casefold() if person.team else "",
        "job_role": person.job_role.name.casefold() if person.job_role else "",
        "line_manager_email": person.line_manager.email if person.line_manager else "",
    }
    wanted = {
        "full_name": line.full_name,
        "site": line.site,
        "started_on": line.started_on,
        "team": line.team.casefold(),
        "job_role": line.job_role.casefold(),
        "line_manager_email": line.line_manager_email,
    }
    return Fate(line=line, person=person, changes=tuple(n for n in now if n in line.given and now[n] != wanted[n]))


def _check_managers(lines: Sequence[Line], people: Mapping[str, User]) -> None:
    """Everybody's manager after the import must be known, and nobody may be their own, through however many others."""
    if not any("line_manager_email" in line.given for line in lines):
        return
    rows = {line.email: line.number for line in lines}
    above = {person.email: person.line_manager.email for person in people.values() if person.line_manager}
    problems = []
    for line in lines:
        manager = line.line_manager_email
        if manager and manager not in rows and manager not in people:
            words = _("nobody in the file or the directory has the address “%(email)s”") % {"email": manager}
            problems.append(Problem(line.number, "line_manager_email", words))
        above[line.email] = manager
    for ring in _rings({email: manager for email, manager in above.items() if manager}):
        in_file = sorted((rows[email], email) for email in ring if email in rows)
        if in_file:
            row, first = in_file[0]
            start = ring.index(first)
            chain = " → ".join([*ring[start:], *ring[:start], first])
            words = _("makes a ring of line managers: %(chain)s") % {"chain": chain}
            problems.append(Problem(row, "line_manager_email", words))
    if problems:
        raise BadFile(problems)


def _rings(above: Mapping[str, str]) -> list[list[str]]:
    """Each closed ring in a map that leads from everybody to at most one other; every address is walked once."""
    rings: list[list[str]] = []
    done: set[str] = set()
    for start in above:
        path: dict[str, int] = {}
        here: str | None = start
        while here is not None and here not in done and here not in path:
            path[here] = len(path)
            here = above.get(here)
        if here is not None and here in path:
            rings.append(list(path)[path[here] :])
        done.update(path)
    return rings
