"""The one gate for the state of a score sheet."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import IllegalMove, StaleState
from judging.enums import TRANSITIONS, AssignmentState
from judging.models import Assignment


@transaction.atomic
def move_sheet(
    *,
    sheet: Assignment,
    to: str,
    actor: User | None,
    verb: str = "",
    data: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Assignment:
    """Move a sheet to another state, with other ``changes`` of the row in the same statement; recorded where a ``verb`` is given.

    Raises IllegalMove for a move that TRANSITIONS lacks, StaleState when somebody was faster.
    """
    was = sheet.state
    if to not in TRANSITIONS[was]:
        raise IllegalMove(
            _("A sheet that is “%(was)s” cannot become “%(to)s”.")
            % {"was": AssignmentState(was).label, "to": AssignmentState(to).label}
        )
    if Assignment.objects.filter(pk=sheet.pk, state=was).update(state=to, **changes) != 1:
        raise StaleState(_("This sheet has been changed meanwhile."))
    sheet.refresh_from_db()
    if verb:
        audit.record(
            verb=verb,
            target=sheet,
            actor=actor,
            before={"state": was, **(before or {})},
            data={"state": to, **(data or {})},
        )
    return sheet


def move_sheets(*, ids: Collection[int], was: str, to: str, **changes: Any) -> int:
    """The same gate for many sheets in one statement, for imports; returns how many moved. The caller records each."""
    if to not in TRANSITIONS[was]:
        raise IllegalMove(f"{was} -> {to}")
    return Assignment.objects.filter(pk__in=ids, state=was).update(state=to, **changes)
