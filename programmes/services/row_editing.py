"""Save one row of a plan without silently undoing what somebody else saved since its page was opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from audit.refusals import StaleState
from programmes.models import Programme
from programmes.plans.row_stamps import brought_together, changed_since, same, stamp_of, stamped_values

Line = TypeVar("Line")


@dataclass(frozen=True)
class Opened:
    """What a form was opened on (``seen``) and what its author has been told of since (``known``), as stamps; and whether
    the others' words count wherever the author changed nothing.
    """

    seen: str
    known: str
    keep_both: bool = False


@dataclass(frozen=True)
class MeanwhileFact:
    """One field that somebody changed meanwhile: what they made of it, what stands in my form, whether I changed it too."""

    name: str
    theirs: Any
    mine: Any
    both_changed: bool


class ChangedMeanwhile(StaleState):
    """Somebody saved the same row since it was opened, or removed it (``gone``); nothing was written."""

    def __init__(self, facts: list[MeanwhileFact], *, known: str = "", gone: bool = False) -> None:
        super().__init__(_("Somebody has saved this since you opened the page."))
        self.facts, self.known, self.gone = facts, known, gone


def hold_plan(programme: Programme) -> None:
    """Have whoever else writes a row of this plan wait for the end of this transaction.

    An UPDATE that changes nothing holds the row on SQLite and PostgreSQL alike.
    """
    Programme.objects.filter(pk=programme.pk).update(slug=F("slug"))


def reconciled(mine: Mapping[str, Any], now: Mapping[str, Any] | None, opened: Opened | None) -> dict[str, Any]:
    """What is to be written: mine, or mine together with what others saved. ``now`` is what is stored, None where it is gone.

    Raises ChangedMeanwhile where it is gone, or where others changed what the author has not been told of. Without
    ``opened`` mine counts.
    """
    if now is None:
        raise ChangedMeanwhile([], gone=True)
    if opened is None:
        return dict(mine)
    my_changes = changed_since(opened.seen, mine)
    if not my_changes:
        return dict(now)
    if any(not same(now.get(name), mine.get(name)) for name in changed_since(opened.known, now)):
        facts = [
            MeanwhileFact(
                name, now.get(name), mine.get(name), name in my_changes and not same(now.get(name), mine.get(name))
            )
            for name in changed_since(opened.seen, now)
        ]
        raise ChangedMeanwhile(facts, known=stamp_of(now))
    return brought_together(opened.seen, now, mine) if opened.keep_both else dict(mine)


def reconciled_lines(mine: Mapping[str, Line], now: Mapping[str, Line], opened: Opened | None) -> list[Line]:
    """The same for a list of lines, each by a key of its own: a line counts as a field does, and may come or go."""
    values = {name: stamped_values(line) for name, line in mine.items()}
    wanted = reconciled(values, {name: stamped_values(line) for name, line in now.items()}, opened)
    return [mine[name] if wanted[name] is values.get(name) else now[name] for name in wanted]
