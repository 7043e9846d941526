"""Announcements, awards, certificates and rewards."""

from datetime import datetime, timedelta

import numpy as np

from accounts.models import User
from audit import services as audit
from audit.services import Act
from awards_site.demo.material import material
from awards_site.demo.seeding.calendar import CyclePlan
from communications.enums import MessageState
from communications.library import shipped
from communications.models import Message
from communications.rendering import render
from jobs import services as jobs
from judging.enums import DecisionState
from judging.models import Decision
from programmes.enums import Stage
from programmes.models import Cycle
from recognition.citations import citation_from
from recognition.codes import new_code
from recognition.enums import FulfilmentState, Honour
from recognition.models import Announcement, Award, Certificate, CertificateDesign, Fulfilment
from recognition.queries.entries import nominee_names
from recognition.queries.hearing import Hearer, entries_to_tell, hearers
from recognition.queries.letters import Occasion, context_of, occasion_of
from recognition.services.announcing import announce, key_of

CONSENT = 0.85


def seed_honours(plan: CyclePlan, cycle: Cycle, manager: User, rng: np.random.Generator) -> None:
    """Plan the announcement and, where its hour has come, make the awards.

    What was announced lately is announced by Laurel itself, so that its letters are in the outbox; what was announced
    long ago is written as it stands, with the letters to those who were honoured.
    """
    if not plan.has_reached(Stage.DECIDED):
        return
    words = material("words.yaml")["announcements"]
    CertificateDesign.objects.get_or_create(
        programme=cycle.programme, defaults={"signed_by": "Ngozi Adeyemi", "signed_as": "Chief Executive"}
    )
    announcement = Announcement.objects.create(
        cycle=cycle,
        announce_at=cycle.announce_at,
        embargo_until=cycle.announce_at + timedelta(hours=1),
        words_for_others=words["everyone"].format(cycle=cycle.known_as),
        public=cycle.programme.public,
    )
    if not plan.has_reached(Stage.ANNOUNCED):
        return
    if plan.stage == Stage.CLOSED:
        _long_ago(cycle, announcement, manager, rng)
    else:
        announce(cycle=cycle, actor=None)
        Announcement.objects.filter(pk=announcement.pk).update(announced_at=cycle.announce_at)
        Award.objects.filter(decision__cycle=cycle).update(announced_at=cycle.announce_at)
    _consents(cycle, rng)


def _long_ago(cycle: Cycle, announcement: Announcement, manager: User, rng: np.random.Generator) -> None:
    at = cycle.announce_at
    Announcement.objects.filter(pk=announcement.pk).update(announced_at=at)
    decisions = list(Decision.objects.filter(cycle=cycle, state=DecisionState.CONFIRMED).order_by("pk"))
    names = nominee_names(cycle)
    awards = [
        Award(
            decision=decision,
            announced_at=at,
            citation=citation_from(
                decision.justification,
                own=names[decision.entry_id],
                others=[name for entry, name in names.items() if entry != decision.entry_id],
            ),
        )
        for decision in decisions
    ]
    Award.objects.bulk_create(awards)
    Certificate.objects.bulk_create(
        Certificate(
            award=award, code=new_code(), honour=Honour.COMMENDED if award.decision.commended else Honour.WINNER
        )
        for award in awards
    )
    rewards = list(cycle.programme.rewards.all())
    Fulfilment.objects.bulk_create(
        Fulfilment(award=award, reward=reward, state=FulfilmentState.GIVEN, cost=reward.unit_cost, changed_by=manager)
        for award in awards
        for reward in rewards
        if award.decision.place in reward.places
    )
    letters = _letters_of_then(announcement, decisions, at)
    told = {"awards": len(awards), "letters": letters}
    audit.record_all([Act(verb="results.announced", target=announcement, actor=None, at=at, data=told)])
    jobs.enqueue(
        kind="recognition.certificates",
        key=f"certificates:{cycle.label}:all",
        title=f"Certificates of {cycle.programme.title}, {cycle.known_as}",
        payload={"cycle": cycle.pk},
    )


def _letters_of_then(announcement: Announcement, decisions: list[Decision], at: datetime) -> int:
    """The letters about those who were honoured, sent when it was announced; returns how many.

    Those to everybody else of so long ago are left out: two years of them would fill the demo's outbox.
    """
    occasion = occasion_of(announcement)
    honoured = {decision.entry_id: decision for decision in decisions}
    messages = [
        _letter_of_then(hearer, occasion, at)
        for entry in entries_to_tell(announcement.cycle).filter(pk__in=honoured)
        for hearer in hearers(entry, honoured[entry.pk], announcement.audiences)
    ]
    return len(Message.objects.bulk_create(messages, ignore_conflicts=True))


def _letter_of_then(hearer: Hearer, occasion: Occasion, at: datetime) -> Message:
    words = render(shipped(hearer.template), context_of(hearer, occasion))
    return Message(
        dedupe_key=key_of(hearer),
        template_key=hearer.template,
        programme=occasion.cycle.programme.slug,
        to_person=hearer.person,
        to_address=hearer.email,
        subject=words.subject,
        body_text=words.text,
        body_html=words.html,
        state=MessageState.SENT,
        send_after=at,
        sent_at=at,
    )


def _consents(cycle: Cycle, rng: np.random.Generator) -> None:
    for award in Award.objects.filter(decision__cycle=cycle).order_by("pk"):
        if rng.random() < CONSENT:
            Award.objects.filter(pk=award.pk).update(consent=True, consent_at=award.announced_at)
