"""The launch of a stored programme as the plain lines that files handle."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from accounts.queries.organisation import the_organisation
from programmes.enums import PlannedState
from programmes.models import LaunchTask, PlannedMessage, Programme
from programmes.plans import lines
from programmes.plans.row_stamps import stamped_values


def launch_of(programme: Programme) -> tuple[lines.LaunchLine, ...]:
    """The launch, step by step."""
    rows = programme.launch_tasks.select_related("owner").prefetch_related("after")
    return tuple(
        replace(task_line(row), after=tuple(sorted(other.title for other in row.after.all())), pk=row.pk)
        for row in rows
    )


def task_line(row: LaunchTask) -> lines.LaunchLine:
    """One step without what it waits for."""
    return lines.LaunchLine(
        title=row.title,
        kind=row.kind,
        due=row.due,
        audience=row.audience,
        channel=row.channel,
        owner=row.owner.email if row.owner else "",
        starts_on=row.starts_on,
        notes=row.notes,
    )


def task_values(row: LaunchTask, after: Iterable[int]) -> dict[str, Any]:
    """What counts of one step when two people change it; ``after`` are the keys of those that it waits for."""
    return {**stamped_values(task_line(row)), "after": tuple(sorted(after))}


def messages_of(programme: Programme) -> tuple[lines.MessageLine, ...]:
    """The messages that send themselves, without those that were cancelled."""
    kept = programme.planned_messages.exclude(state=PlannedState.CANCELLED)
    return tuple(message_line(row) for row in kept.prefetch_related("teams", "job_roles"))


def message_line(row: PlannedMessage) -> lines.MessageLine:
    """One message."""
    return lines.MessageLine(
        subject=row.subject,
        body=row.body,
        send_at=local(row.send_at),
        audience=row.audience,
        teams=tuple(sorted(team.name for team in row.teams.all())),
        job_roles=tuple(sorted(role.name for role in row.job_roles.all())),
        question=row.question,
        answers=tuple(row.answers),
        right=row.right,
    )


def local(at: datetime) -> datetime:
    """The organisation's time of an instant, to the minute and without its zone, as files hold it."""
    return at.astimezone(the_organisation().zone).replace(tzinfo=None, second=0, microsecond=0, fold=0)


def pilot_teams_of(programme: Programme) -> tuple[str, ...]:
    """The names of the teams to which it is limited; none while it is open to everybody."""
    return tuple(programme.pilot_teams.order_by("name").values_list("name", flat=True))
