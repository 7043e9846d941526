"""A launch in progress: tasks that wait for one another, a message that went out and what came back, two that will."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from accounts.models import User
from awards_site.demo.material import material
from communications.enums import MessageState
from communications.library import shipped
from communications.models import Message
from communications.rendering import render
from programmes.enums import MessageAudience, PlannedState, Stage
from programmes.models import Cycle, LaunchTask, PlannedMessage, Programme, Recipient
from programmes.plans.lines import LaunchLine, MessageLine
from programmes.queries.planned_wording import facts_of, link_for, wording_of_planned
from programmes.services.launch import add_task
from programmes.services.opens import track_opens
from programmes.services.planned_messages import draft_message, schedule_message

NINE = time(9)


def seed_launch(
    programme: Programme, cast: dict[str, User], today: date, zone: ZoneInfo, rng: np.random.Generator
) -> None:
    """Give a programme its launch as it stands today, and its open cycle a target that it is behind."""
    words = material("launch.yaml")
    maya = cast["maya"]
    Cycle.objects.filter(programme=programme, stage=Stage.OPEN).update(target_nominations=words["target"])
    track_opens(programme=programme, on=True, actor=maya)
    _tasks(programme, words["tasks"], cast, today, zone)
    _sent(programme, words, cast["ngozi"], datetime.combine(today + _days(words["sent"]), NINE, zone), rng)
    reminder = shipped(words["scheduled"]["wording"])
    content = MessageLine(reminder.subject, reminder.body, datetime.combine(today + _days(words["scheduled"]), NINE))
    planned = draft_message(programme=programme, content=content, actor=maya)
    schedule_message(planned=planned, actor=maya)
    draft = words["draft"]
    content = MessageLine(
        draft["subject"], draft["body"], datetime.combine(today + _days(draft), NINE), audience=draft["audience"]
    )
    draft_message(programme=programme, content=content, actor=maya)


def _tasks(
    programme: Programme, tasks: list[dict[str, Any]], cast: dict[str, User], today: date, zone: ZoneInfo
) -> None:
    made: dict[str, LaunchTask] = {}
    for one in tasks:
        line = LaunchLine(
            title=one["title"],
            kind=one["kind"],
            due=today + timedelta(days=one["due"]),
            audience=one.get("audience", ""),
            channel=one.get("channel", ""),
            owner=cast[one["owner"]].email,
            starts_on=today + timedelta(days=one["begins"]) if "begins" in one else None,
            notes=one.get("notes", ""),
        )
        after = [made[title] for title in one.get("after", [])]
        made[line.title] = add_task(programme=programme, content=line, after=after, actor=cast["maya"])
        if "done" in one:
            at = datetime.combine(today + timedelta(days=one["done"]), time(16, 20), zone)
            LaunchTask.objects.filter(pk=made[line.title].pk).update(done_at=at)


def _sent(programme: Programme, words: dict[str, Any], sender: User, at: datetime, rng: np.random.Generator) -> None:
    """The message that went out, written as it stands: its copies in the outbox, some opened, some answered."""
    told = words["sent"]
    planned = PlannedMessage.objects.create(
        programme=programme,
        subject=told["subject"],
        body=told["body"],
        send_at=at,
        sent_at=at,
        state=PlannedState.SENT,
        audience=MessageAudience.EVERYBODY,
        question=told["question"],
        answers=told["answers"],
        right=told["right"],
        scheduled_by=sender,
        counts_opens=True,
    )
    people = list(User.objects.filter(is_active=True).order_by("pk"))
    wording = wording_of_planned(planned, counts_opens=True)
    facts = facts_of(programme, signed_by=sender)
    copies = [Recipient(planned=planned, person=person, team_id=person.team_id, token=_token(rng)) for person in people]
    messages = []
    for person, copy in zip(people, copies, strict=True):
        link = link_for(planned, copy.token)
        rendered = render(wording, {**facts, "recipient_name": person.short_name, "link": link})
        messages.append(
            Message(
                dedupe_key=f"planned:{planned.pk}:p{person.pk}",
                template_key=wording.key,
                programme=programme.slug,
                to_person=person,
                to_address=person.email,
                subject=rendered.subject,
                body_text=rendered.text,
                body_html=rendered.html,
                state=MessageState.SENT,
                send_after=at,
                sent_at=at + timedelta(minutes=1),
            )
        )
    Message.objects.bulk_create(messages, batch_size=500)
    written = {message.dedupe_key: message for message in messages}
    for person, copy in zip(people, copies, strict=True):
        copy.message = written[f"planned:{planned.pk}:p{person.pk}"]
        _came_back(copy, words, at, rng)
    Recipient.objects.bulk_create(copies, batch_size=500)


def _came_back(copy: Recipient, words: dict[str, Any], at: datetime, rng: np.random.Generator) -> None:
    later = timedelta(minutes=float(rng.exponential(600)) + 5)
    if rng.random() < words["opened"]:
        copy.opened_at = at + later
        if rng.random() < words["answered"] / words["opened"]:
            wrong = [
                number for number in range(1, len(words["sent"]["answers"]) + 1) if number != words["sent"]["right"]
            ]
            right = rng.random() < words["understood"]
            copy.answer = words["sent"]["right"] if right else wrong[int(rng.integers(len(wrong)))]
            copy.answered_at = copy.opened_at + timedelta(minutes=2)


def _token(rng: np.random.Generator) -> str:
    return rng.bytes(20).hex()


def _days(one: dict[str, Any]) -> timedelta:
    return timedelta(days=one["days"])
