"""Add one's voice to a colleague's nomination instead of writing a second one."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, StaleState
from nominations.enums import EvidencePart, NominationState
from nominations.models import Evidence, Nomination, Nominee
from nominations.queries.supporting import sees_nominees, shown_to, why_not_support
from nominations.queries.voices import first_with, voice_of
from nominations.services import letters
from nominations.services.consenting import write_given
from nominations.services.entries import join_entries
from nominations.services.moving import move_nominations
from nominations.services.naming import nomination_references
from nominations.services.submitting import NamedBefore, kind_of_nominator, require_in_pilot, require_open


@dataclass(frozen=True)
class OwnWords:
    """What a supporter adds of their own, and what may be done with it; ``wording`` is the version that was agreed to."""

    text: str = ""
    may_show: bool = False
    may_publish: bool = False
    may_contact: bool = False
    wording: str = ""


@transaction.atomic
def support(*, lead: Nomination, actor: User, words: OwnWords | None = None) -> Nomination:
    """Support the nominee of ``lead`` in its category: one voice, with or without words of one's own.

    What says nothing of its own goes with an accepted nomination at once; words wait to be read. Raises WindowClosed,
    NotAllowed, OutsidePilot, NamedBefore where this person speaks for the nominee already, StaleState where it has gone.
    """
    cycle, said = lead.cycle, words or OwnWords()
    require_open(cycle, timezone.now())
    _require_may(lead, actor)
    supporting = _row(lead, actor, said)
    try:
        with transaction.atomic():
            supporting.nominee.save()
            supporting.nominee_id = supporting.nominee.pk
            supporting.save()
    except IntegrityError as error:
        first = first_with(cycle, supporting.voice)
        if first is None:
            raise
        raise NamedBefore(_in_words(first), first) from error
    if said.text.strip():
        Evidence.objects.create(nomination=supporting, part=EvidencePart.SUPPORT, text=said.text.strip())
    write_given([supporting])
    data = {"category": lead.category.code, "supports": lead.reference, "words": bool(said.text.strip())}
    audit.record(verb="nomination.supported", target=supporting, actor=actor, data=data)
    if lead.state == NominationState.ACCEPTED and not said.text.strip():
        _go_along(supporting)
    letters.say_supported(supporting)
    return supporting


def _require_may(lead: Nomination, actor: User) -> None:
    cycle = lead.cycle
    if not sees_nominees(cycle, actor):
        raise NotAllowed(_("The rules of this programme don’t let you see and support what others nominate."))
    against = why_not_support(cycle, actor, lead)
    if against:
        raise NotAllowed(against)
    if not shown_to(cycle, actor).filter(pk=lead.pk, state=lead.state).exists():
        raise StaleState(_("This nomination has changed meanwhile. Look at the list again."))
    require_in_pilot(cycle, person=lead.nominee.person, team=lead.nominee.team)


def _row(lead: Nomination, actor: User, said: OwnWords) -> Nomination:
    now = timezone.now()
    nominee = Nominee(person=lead.nominee.person, team=lead.nominee.team)
    row = Nomination(
        reference=nomination_references(lead.cycle)[0],
        cycle=lead.cycle,
        category=lead.category,
        nominee=nominee,
        supports=lead,
        state=NominationState.SUBMITTED,
        nominator=actor,
        nominator_kind=kind_of_nominator(actor, nominee),
        nominator_name=actor.full_name,
        nominator_email=actor.email,
        may_show=said.may_show,
        may_publish=said.may_publish,
        may_contact=said.may_contact,
        consent_wording=said.wording,
        submitted_at=now,
        verified_at=now,
    )
    row.voice = voice_of(row)
    return row


def _go_along(supporting: Nomination) -> None:
    """Nothing is to be read: it stands with the nomination that it supports."""
    join_entries(cycle=supporting.cycle, nominations=[supporting], actor=None)
    move_nominations(nominations=[supporting], to=NominationState.ACCEPTED, verb="nomination.accepted", actor=None)


def _in_words(first: Nomination) -> str:
    if first.supports_id is not None:
        return _("You support %(nominee)s already. One voice each.") % {"nominee": first.nominee.name}
    words = _("You have nominated %(nominee)s yourself, with %(reference)s. It counts; one is enough.")
    return words % {"nominee": first.nominee.name, "reference": first}
