"""Messages that send themselves: written, scheduled, taken back, cancelled. How they are sent is in ``sending``."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import JobRole, Team, User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotReady, Refused, StaleState
from programmes.enums import EDITABLE_STATES, PLANNED_MOVES, PlannedState, ProgrammeState
from programmes.models import PlannedMessage, Programme
from programmes.plans.lines import MessageLine
from programmes.plans.row_stamps import stamped_values
from programmes.queries.audiences import size_of
from programmes.queries.plan_launch import message_line
from programmes.queries.planned_wording import facts_of, missing_facts, unknown_placeholders
from programmes.services.row_editing import Opened, hold_plan, reconciled

SCHEDULABLE = (ProgrammeState.APPROVED, ProgrammeState.RUNNING)


@transaction.atomic
def draft_message(*, programme: Programme, content: MessageLine, actor: User | None) -> PlannedMessage:
    """A new message, as a draft. Raises Refused for unknown placeholders, teams or job roles."""
    _check_words(content)
    planned = PlannedMessage.objects.create(programme=programme, **_values(content))
    _set_audience(planned, content)
    audit.record(verb="message.saved", target=planned, actor=actor, data=_codes(content))
    return planned


@transaction.atomic
def change_message(
    *, planned: PlannedMessage, content: MessageLine, actor: User | None, opened: Opened | None = None
) -> bool:
    """Change a message that has not been sent; returns whether that changed anything.

    Raises StaleState where it is being sent or was sent or cancelled, ChangedMeanwhile where somebody saved it since it was
    opened, Refused for unknown placeholders, teams or job roles, or where a scheduled message would no longer be ready.
    """
    hold_plan(planned.programme)
    planned.refresh_from_db(from_queryset=PlannedMessage.objects.select_related("programme", "scheduled_by"))
    wanted = reconciled(stamped_values(content), stamped_values(message_line(planned)), opened)
    content = replace(content, **wanted)
    _check_words(content)
    values = _values(content)
    different = {name: value for name, value in values.items() if getattr(planned, name) != value}
    if not different and not _audience_differs(planned, content):
        return False
    claimed = PlannedMessage.objects.filter(pk=planned.pk, state__in=EDITABLE_STATES).update(**values)
    if claimed != 1:
        raise StaleState(_("“%(subject)s” can’t be changed any more.") % {"subject": planned.subject})
    _set_audience(planned, content)
    planned.refresh_from_db()
    if planned.state == PlannedState.SCHEDULED:
        _require_ready(planned, planned.scheduled_by)
    audit.record(verb="message.saved", target=planned, actor=actor, data=_codes(content))
    return True


@transaction.atomic
def schedule_message(*, planned: PlannedMessage, actor: User, at: datetime | None = None) -> PlannedMessage:
    """Let a draft be sent at its hour (or ``at``), signed by the actor. Raises NotReady naming what is missing, StaleState."""
    if at is not None:
        PlannedMessage.objects.filter(pk=planned.pk, state=PlannedState.DRAFT).update(send_at=at)
        planned.refresh_from_db(fields=["send_at"])
    elif planned.send_at <= timezone.now():
        raise NotReady(_("Choose an hour that lies ahead, or send it now."))
    _require_ready(planned, actor)
    PlannedMessage.objects.filter(pk=planned.pk).update(scheduled_by=actor)
    planned.scheduled_by = actor
    return move_message(planned=planned, to=PlannedState.SCHEDULED, actor=actor)


def move_message(*, planned: PlannedMessage, to: str, actor: User | None, **changes: Any) -> PlannedMessage:
    """The one gate of a planned message's state. ``changes`` are fields that change with it; ``actor=None`` is the clock.

    Raises IllegalMove for a move that PLANNED_MOVES lacks, StaleState when somebody was faster.
    """
    before = planned.state
    if to not in PLANNED_MOVES[before]:
        raise IllegalMove(
            _("“%(subject)s” is in the state “%(before)s” and can’t become “%(to)s”.")
            % {"subject": planned.subject, "before": PlannedState(before).label, "to": PlannedState(to).label}
        )
    with transaction.atomic():
        if PlannedMessage.objects.filter(pk=planned.pk, state=before).update(state=to, **changes) != 1:
            raise StaleState(_("Somebody has already changed “%(subject)s”.") % {"subject": planned.subject})
        planned.refresh_from_db()
        audit.record(
            verb="message.moved", target=planned, actor=actor, before={"state": before}, data={"state": str(to)}
        )
    return planned


def _require_ready(planned: PlannedMessage, signed_by: User | None) -> None:
    missing = []
    if planned.programme.state not in SCHEDULABLE:
        missing.append(_("The programme has not been approved."))
    if not size_of(planned):
        missing.append(_("It would reach nobody: choose to whom it goes."))
    unfilled = missing_facts(planned, facts_of(planned.programme, signed_by=signed_by))
    if unfilled:
        names = ", ".join("{{" + name + "}}" for name in unfilled)
        missing.append(_("Nothing fills %(names)s yet: plan the next cycle first.") % {"names": names})
    if missing:
        raise NotReady(_("“%(subject)s” can’t be sent yet:") % {"subject": planned.subject}, missing)


def _check_words(content: MessageLine) -> None:
    unknown = unknown_placeholders(content.subject, content.body)
    if unknown:
        words = _("Nothing fills %(names)s. Use the placeholders that are listed, in double braces.")
        raise Refused(words % {"names": ", ".join(unknown)})


def _values(content: MessageLine) -> dict[str, Any]:
    asks = bool(content.question)
    return {
        "subject": content.subject,
        "body": content.body,
        "send_at": content.send_at.replace(tzinfo=the_organisation().zone),
        "audience": content.audience,
        "question": content.question,
        "answers": list(content.answers) if asks else [],
        "right": content.right if asks else None,
    }


def _codes(content: MessageLine) -> dict[str, Any]:
    """For the audit trail: who is meant and when, the words as a digest."""
    return {
        "audience": content.audience,
        "send_at": content.send_at.isoformat(),
        "asks": bool(content.question),
        "text": text_digest(f"{content.subject}\n{content.body}"),
    }


def _audience_differs(planned: PlannedMessage, content: MessageLine) -> bool:
    return set(planned.teams.values_list("name", flat=True)) != set(content.teams) or set(
        planned.job_roles.values_list("name", flat=True)
    ) != set(content.job_roles)


def _set_audience(planned: PlannedMessage, content: MessageLine) -> None:
    teams = list(Team.objects.filter(name__in=content.teams))
    roles = list(JobRole.objects.filter(name__in=content.job_roles))
    unknown = {*content.teams, *content.job_roles} - {team.name for team in teams} - {role.name for role in roles}
    if unknown:
        raise Refused(_("There is no team or job role “%(name)s”.") % {"name": ", ".join(sorted(unknown))})
    planned.teams.set(teams)
    planned.job_roles.set(roles)
