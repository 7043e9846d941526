from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Programme, Responsibility
from programmes.plans.lines import ResponsibilityLine
from programmes.services.presentation import owner_id
from programmes.services.rows import Changes, bring_in_line, paired_by_key_or_title


@transaction.atomic
def save_responsibilities(
    *, programme: Programme, responsibilities: Sequence[ResponsibilityLine], actor: User | None
) -> Changes:
    """Make these the programme's own rows of its project plan, in this order; one that is not named is removed.

    Raises Refused for an owner whom nobody knows.
    """
    wanted = [
        (line.pk, {"what": line.what, "owner_id": owner_id(line.owner), "due": line.due, "position": position})
        for position, line in enumerate(responsibilities)
    ]
    rows = Responsibility.objects.filter(programme=programme)
    changes = bring_in_line(rows, paired_by_key_or_title(rows, wanted, "what"), programme=programme)
    if changes:
        audit.record(verb="responsibility.saved", target=programme, actor=actor, data=changes.counts())
    return changes
