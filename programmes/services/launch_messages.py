from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from programmes.enums import PlannedState
from programmes.models import Programme
from programmes.plans.lines import MessageLine
from programmes.queries.plan_launch import message_line
from programmes.services.planned_messages import change_message, draft_message


@transaction.atomic
def save_messages(*, programme: Programme, messages: Sequence[MessageLine], actor: User | None) -> bool:
    """Bring the drafts in line with a file; returns whether that changed anything.

    A message that is scheduled, sent or cancelled is a promise or history, and stays as it is; one that the file has in
    the same words for the same hour is not drafted again. Raises Refused for unknown placeholders, teams or job roles.
    """
    stored = list(programme.planned_messages.prefetch_related("teams", "job_roles"))
    settled = [message_line(row) for row in stored if row.state != PlannedState.DRAFT]
    wanted = list(messages)
    for line in settled:
        if line in wanted:
            wanted.remove(line)
    drafts = [row for row in stored if row.state == PlannedState.DRAFT]
    changed = False
    for line in wanted:
        row = next((each for each in drafts if each.subject == line.subject), None)
        if row is None:
            draft_message(programme=programme, content=line, actor=actor)
            changed = True
            continue
        drafts.remove(row)
        if message_line(row) != line:
            changed = change_message(planned=row, content=line, actor=actor) or changed
    for row in drafts:
        row.delete()
    return changed or bool(drafts)
