"""Requests for a review of process: one that waits for somebody to look into it, one that was answered."""

from datetime import datetime, timedelta

from accounts.models import User
from audit import services as audit
from audit.services import Act
from awards_site.demo.material import material
from awards_site.demo.seeding.calendar import CyclePlan
from judging.enums import AppealRole, AppealState
from judging.models import Appeal
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Cycle

ASKED, ANSWERED = ("service-stars", Stage.ANNOUNCED), ("service-stars", Stage.EVALUATING)


def seed_process_reviews(plan: CyclePlan, cycle: Cycle, reviewer: User) -> None:
    """What nominees who were not chosen asked of two cycles of Service Stars, in the days after these were announced."""
    place = (plan.programme, plan.stage)
    if place not in (ASKED, ANSWERED):
        return
    entry = Entry.objects.filter(cycle=cycle, decisions=None).exclude(person=None).order_by("reference").first()
    if entry is None or entry.person is None:
        return
    words, at = material("words.yaml")["reviews"], cycle.announce_at + timedelta(hours=20)
    given = {"cycle": cycle, "entry": entry, "role": AppealRole.NOMINEE, "asker": entry.person}
    if place == ASKED:
        made = Appeal.objects.create(**given, words=words["asked"])
    else:
        made = Appeal.objects.create(
            **given,
            words=words["answered"]["words"],
            state=AppealState.NOT_UPHELD,
            reviewer=reviewer,
            assigned_at=at + timedelta(hours=4),
            answer=words["answered"]["answer"],
            answered_at=at + timedelta(days=3),
        )
    Appeal.objects.filter(pk=made.pk).update(asked_at=at)
    _record(made, entry.person, at)


def _record(made: Appeal, asker: User, at: datetime) -> None:
    acts = [Act(verb="review.asked", target=made, actor=asker, at=at, data={"role": made.role})]
    if made.reviewer is not None:
        manager, data = made.cycle.programme.managers.first(), {"reviewer": made.reviewer.pk}
        acts.append(Act(verb="review.assigned", target=made, actor=manager, at=made.assigned_at, data=data))
        acts.append(
            Act(
                verb="review.answered",
                target=made,
                actor=made.reviewer,
                at=made.answered_at,
                data={"state": made.state},
            )
        )
    audit.record_all(acts)
