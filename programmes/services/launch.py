from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from programmes.models import LaunchTask, Programme
from programmes.plans.lines import LaunchLine
from programmes.services.presentation import owner_id
from programmes.services.rows import Changes, bring_in_line, paired_by_key_or_title


@transaction.atomic
def save_launch(*, programme: Programme, tasks: Sequence[LaunchLine], actor: User | None) -> Changes:
    """Make these the steps of the launch; what is done stays done. Raises Refused for an owner whom nobody knows."""
    wanted = [
        (
            line.pk,
            {
                "title": line.title,
                "kind": line.kind,
                "due": line.due,
                "audience": line.audience,
                "channel": line.channel,
                "owner_id": owner_id(line.owner),
            },
        )
        for line in tasks
    ]
    pairs = paired_by_key_or_title(programme.launch_tasks.all(), wanted, "title")
    changes = bring_in_line(LaunchTask.objects.filter(programme=programme), pairs, programme=programme)
    if changes:
        data = {**changes.counts(), "kinds": [line.kind for line in tasks]}
        audit.record(verb="launch.saved", target=programme, actor=actor, data=data)
    return changes


@transaction.atomic
def tick_off(*, task: LaunchTask, done: bool, actor: User | None) -> bool:
    """Say that a launch task is done, or that it is not after all; returns whether that changed."""
    at = timezone.now() if done else None
    changed = LaunchTask.objects.filter(pk=task.pk, done_at__isnull=done).update(done_at=at)
    if changed:
        task.done_at = at
        audit.record(verb="launch.done", target=task.programme, actor=actor, data={"task": task.pk, "done": done})
    return bool(changed)
