from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Programme, Responsibility
from programmes.plans.lines import ResponsibilityLine
from programmes.queries.plans import responsibilities_of
from programmes.services.presentation import owner_id
from programmes.services.row_editing import Opened, hold_plan, reconciled_lines
from programmes.services.rows import Changes, bring_in_line, paired_by_key_or_title


@transaction.atomic
def save_responsibilities(
    *,
    programme: Programme,
    responsibilities: Sequence[ResponsibilityLine],
    actor: User | None,
    opened: Opened | None = None,
) -> Changes:
    """Make these the programme's own rows of its project plan, in this order; one that is not named is removed.

    Raises ChangedMeanwhile where somebody saved others since the page was ``opened``, Refused for an owner whom nobody knows.
    """
    if opened is not None:
        hold_plan(programme)
        stored = by_key(responsibilities_of(programme))
        responsibilities = reconciled_lines(by_key(responsibilities), stored, opened)
    wanted = [
        (line.pk, {"what": line.what, "owner_id": owner_id(line.owner), "due": line.due, "position": position})
        for position, line in enumerate(responsibilities)
    ]
    rows = Responsibility.objects.filter(programme=programme)
    changes = bring_in_line(rows, paired_by_key_or_title(rows, wanted, "what"), programme=programme)
    if changes:
        audit.record(verb="responsibility.saved", target=programme, actor=actor, data=changes.counts())
    return changes


def by_key(lines: Sequence[ResponsibilityLine]) -> dict[str, ResponsibilityLine]:
    """These rows by the key of each, or by their place where they are new."""
    return {str(line.pk or f"new-{place}"): line for place, line in enumerate(lines)}
