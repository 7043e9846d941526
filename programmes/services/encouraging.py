"""One click where nominations are slow: a task on the timeline, or a message drafted."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team, User
from accounts.queries.organisation import the_organisation
from audit.refusals import NotReady, Refused
from programmes.enums import Encouragement, LaunchKind, MessageAudience
from programmes.models import Cycle, LaunchTask, PlannedMessage
from programmes.plans.lines import LaunchLine, MessageLine
from programmes.queries.encouragements import WORDINGS, message_wording, task_title
from programmes.services.launch import add_task
from programmes.services.planned_messages import draft_message

NINE = time(9)
# How many days each task is given, and which kind of task it is.
TASKS = {
    Encouragement.ENDORSEMENT: (LaunchKind.ENDORSEMENT, 3),
    Encouragement.PILOT: (LaunchKind.PILOT, 5),
    Encouragement.WORDING: (LaunchKind.REVIEW, 4),
}


@transaction.atomic
def plan_encouragement(
    *, cycle: Cycle, kind: str, teams: Collection[Team] = (), actor: User
) -> LaunchTask | PlannedMessage:
    """Plan one thing that helps: a task that the actor owns, or a message as a draft. ``teams`` are those nobody has named.

    Raises NotReady where nominations close before it could help, Refused for a kind that is none.
    """
    if kind not in Encouragement.values:
        raise Refused(_("“%(kind)s” is nothing that could be planned.") % {"kind": kind})
    closes = timezone.localtime(cycle.screening_at, the_organisation().zone)
    tomorrow = timezone.localtime(timezone=the_organisation().zone).date() + timedelta(days=1)
    if datetime.combine(tomorrow, NINE, closes.tzinfo) >= closes:
        raise NotReady(_("Nominations close too soon for this. Move the closing day, or speak with people today."))
    if kind in WORDINGS:
        return draft_message(
            programme=cycle.programme,
            content=_message(kind, cycle, teams, datetime.combine(tomorrow, NINE)),
            actor=actor,
        )
    return add_task(programme=cycle.programme, content=_task(kind, cycle, actor), actor=actor)


def _message(kind: str, cycle: Cycle, teams: Collection[Team], at: datetime) -> MessageLine:
    wording = message_wording(kind, cycle)
    chosen = list(teams) if kind == Encouragement.TEAMS else list(cycle.programme.pilot_teams.all())
    if kind == Encouragement.TEAMS and not chosen:
        raise NotReady(_("Every team has been named already."))
    return MessageLine(
        subject=wording.subject,
        body=wording.body,
        send_at=at,
        audience=MessageAudience.TEAMS if chosen else MessageAudience.EVERYBODY,
        teams=tuple(sorted(team.name for team in chosen)),
    )


def _task(kind: str, cycle: Cycle, actor: User) -> LaunchLine:
    task_kind, days = TASKS[Encouragement(kind)]
    notes = {
        Encouragement.ENDORSEMENT: _(
            "Ask for two sentences in their own words: one story they remember, and what they ask of people this week. "
            "Send them as a message, or have them said where people meet."
        ),
        Encouragement.PILOT: _(
            "Choose a team whose leader is willing. Sit with it for a quarter of an hour until its first nomination is "
            "sent, note what was clumsy, and ask whether its story may be told."
        ),
        Encouragement.WORDING: _(
            "Read the message and the public page aloud to three colleagues who have not nominated. Where they ask back, "
            "the words are wrong. Change them before the next reminder."
        ),
    }
    today = timezone.localtime(timezone=the_organisation().zone).date()
    closing = timezone.localtime(cycle.screening_at, the_organisation().zone).date()
    return LaunchLine(
        title=task_title(kind, cycle),
        kind=task_kind,
        due=min(today + timedelta(days=days), closing),
        starts_on=today,
        owner=actor.email,
        notes=notes[Encouragement(kind)],
    )
