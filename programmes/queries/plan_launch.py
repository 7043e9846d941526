"""The launch of a stored programme as the plain lines that files handle."""

from datetime import datetime

from accounts.queries.organisation import the_organisation
from programmes.enums import PlannedState
from programmes.models import PlannedMessage, Programme
from programmes.plans import lines


def launch_of(programme: Programme) -> tuple[lines.LaunchLine, ...]:
    """The launch, step by step."""
    return tuple(
        lines.LaunchLine(
            title=row.title,
            kind=row.kind,
            due=row.due,
            audience=row.audience,
            channel=row.channel,
            owner=row.owner.email if row.owner else "",
            starts_on=row.starts_on,
            notes=row.notes,
            after=tuple(sorted(other.title for other in row.after.all())),
            pk=row.pk,
        )
        for row in programme.launch_tasks.select_related("owner").prefetch_related("after")
    )


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
