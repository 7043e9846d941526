import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from communications import services as communications
from communications.models import Message
from jobs import services as jobs
from judging.models import Decision
from programmes.enums import Stage
from programmes.models import Cycle, Reward
from recognition.citations import citation_from
from recognition.codes import new_code
from recognition.enums import CertificateState, Honour
from recognition.models import Announcement, Award, Certificate, Fulfilment
from recognition.queries.entries import nominee_names
from recognition.queries.hearing import Hearer, confirmed_decisions, entries_to_tell, hearers
from recognition.queries.letters import Occasion, context_of, occasion_of
from recognition.queries.publishing import private_texts
from recognition.refusals import NotAnnounced


@transaction.atomic
def announce(*, cycle: Cycle, actor: User | None) -> Announcement:
    """Make the results of a cycle known: awards, rewards to order, certificates to print, and a letter to each concerned.

    All rows are written in the caller's transaction; letters leave and certificates are printed after commit. Doing it again
    adds what is new and repeats nothing. Raises NotAnnounced before the cycle has reached that stage.
    """
    if not cycle.has_reached(Stage.ANNOUNCED):
        raise NotAnnounced(_("%(cycle)s has not reached the announcement.") % {"cycle": cycle.label})
    now = timezone.now()
    announcement, _made = Announcement.objects.get_or_create(
        cycle=cycle, defaults={"announce_at": now, "embargo_until": now}
    )
    announcement.cycle = cycle
    decisions = list(confirmed_decisions(cycle))
    awards = _honour(decisions, cycle, now)
    letters = _tell(announcement, decisions)
    first = Announcement.objects.filter(pk=announcement.pk, announced_at=None).update(announced_at=now)
    if first or awards or letters:
        counts = {"awards": awards, "letters": letters, "decisions": [decision.pk for decision in decisions]}
        audit.record(verb="results.announced", target=announcement, actor=actor, data=counts)
    _print(cycle, actor)
    announcement.refresh_from_db()
    return announcement


def _honour(decisions: list[Decision], cycle: Cycle, now: datetime) -> int:
    rewards = list(cycle.programme.rewards.all())
    names, private = nominee_names(cycle), private_texts(cycle)
    made_in_all = 0
    for decision in decisions:
        others = [name for entry, name in names.items() if entry != decision.entry_id]
        award, made = Award.objects.get_or_create(
            decision=decision,
            defaults={
                "announced_at": now,
                "citation": citation_from(
                    decision.justification,
                    own=names[decision.entry_id],
                    others=others,
                    private=private.get(decision.entry_id, ()),
                ),
            },
        )
        made_in_all += made
        if made:
            _give(award, decision, rewards)
    return made_in_all


def _give(award: Award, decision: Decision, rewards: list[Reward]) -> None:
    honour = Honour.COMMENDED if decision.commended else Honour.WINNER
    Certificate.objects.create(award=award, code=new_code(), honour=honour)
    Fulfilment.objects.bulk_create(
        Fulfilment(award=award, reward=reward) for reward in rewards if decision.place in reward.places
    )


def _tell(announcement: Announcement, decisions: list[Decision]) -> int:
    occasion = occasion_of(announcement)
    chosen = {decision.entry_id: decision for decision in decisions}
    letters = {
        key_of(hearer): hearer
        for entry in entries_to_tell(announcement.cycle)
        for hearer in hearers(entry, chosen.get(entry.pk), announcement.audiences)
    }
    written = set(Message.objects.filter(dedupe_key__in=list(letters)).values_list("dedupe_key", flat=True))
    send_after = max(timezone.now(), announcement.announce_at)
    for key, hearer in letters.items():
        if key not in written:
            _write(key, hearer, occasion, send_after)
    return len(letters) - len(written)


def key_of(hearer: Hearer) -> str:
    """The key names entry and person but not the letter: whatever parts somebody has in it, they hear of an entry once."""
    whom = hashlib.sha256(hearer.email.encode()).hexdigest()[:24]
    return f"result:{hearer.entry.reference}:{whom}"


def _write(key: str, hearer: Hearer, occasion: Occasion, send_after: datetime) -> None:
    communications.write(
        template=hearer.template,
        to=hearer.person or hearer.email,
        context=context_of(hearer, occasion),
        dedupe_key=key,
        programme=occasion.cycle.programme.slug,
        send_after=send_after,
    )


def _print(cycle: Cycle, actor: User | None) -> None:
    pending = Certificate.objects.filter(award__decision__cycle=cycle, state=CertificateState.PENDING)
    newest = pending.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return
    jobs.enqueue(
        kind="recognition.certificates",
        key=f"certificates:{cycle.label}:{newest}",
        title=_("Certificates of %(programme)s, %(cycle)s")
        % {"programme": cycle.programme.title, "cycle": cycle.known_as},
        payload={"cycle": cycle.pk},
        asked_by=actor,
    )
