"""Send a nomination in: as a customer, or as somebody who works here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Team, User
from accounts.queries.people import person_by_email
from audit import services as audit
from audit.refusals import Refused
from nominations.channels import channel_of
from nominations.enums import Medium, NominationState, NominatorKind
from nominations.models import Evidence, FormAnswer, Nomination, Nominee, PendingUpload
from nominations.queries.voices import first_with, voice_of
from nominations.queries.window import (
    BEFORE_JUDGING,
    confirm_until,
    is_in_grace,
    lets_support,
    may_nominate_themselves,
    takes,
)
from nominations.refusals import NotTheirOwn, OutsidePilot, WindowClosed
from nominations.services import letters
from nominations.services.answers import Answers, answer_rows
from nominations.services.attaching import attach
from nominations.services.consenting import write_given
from nominations.services.members import Contribution, store_members
from nominations.services.moving import move_nomination
from nominations.services.naming import nomination_references
from nominations.services.sending_once import once_only, sent_before
from nominations.services.stories import Story, rows_of
from nominations.services.withdrawing import withdraw
from programmes.models import Category, Cycle
from programmes.queries.pilot import pilot_scope


class NamedBefore(Refused):
    """The address, or the person, has named the same nominee in this cycle already; ``first`` is that nomination."""

    def __init__(self, message: str, first: Nomination) -> None:
        super().__init__(message)
        self.first = first


@dataclass(frozen=True)
class Customer:
    """Who nominates without an account. ``kind`` is customer or colleague, as they say."""

    name: str
    email: str
    kind: str = NominatorKind.CUSTOMER


def require_open(cycle: Cycle, at: datetime, opened: datetime | None = None) -> None:
    """Raise WindowClosed where a nomination that arrives at this instant, from a form opened then, does not count."""
    if not takes(cycle, at, opened):
        raise WindowClosed(
            _("Nominations for %(cycle)s are not open. Nothing was sent.")
            % {"cycle": f"{cycle.programme.title}, {cycle.known_as}"}
        )


def require_in_pilot(cycle: Cycle, *, person: User | None, team: Team | None) -> None:
    """Raise OutsidePilot where the programme is a pilot in which this person or team has no part yet."""
    if not pilot_scope(cycle.programme_id).takes(person=person, team=team):
        words = _("%(programme)s is a pilot, and %(name)s is not in one of its teams yet.")
        raise OutsidePilot(words % {"programme": cycle.programme.title, "name": person or team})


@once_only
@transaction.atomic
def submit_public(
    *,
    cycle: Cycle,
    category: Category,
    nominee_name: str,
    customer: Customer,
    story: Story,
    hint: str = "",
    may_show: bool = False,
    may_publish: bool = False,
    language: str = "",
    may_contact: bool = False,
    consent_wording: str = "",
    answers: Answers | None = None,
    uploads: Sequence[PendingUpload] = (),
    members: Sequence[Contribution] = (),
    channel: str = "",
    medium: str = Medium.ONLINE,
    vouched: bool = False,
    form_opened: datetime | None = None,
    once: str = "",
    organisation: Organisation | None = None,
) -> Nomination:
    """Take a customer's nomination; it counts once the link in the message that this writes was confirmed.

    ``consent_wording`` is the version of nominations.consents that was agreed to, ``uploads`` what was kept for the form.
    ``vouched`` says that another system has proven the address: then it counts at once. ``form_opened`` is when the form was
    opened that this came from, for the two minutes of grace. Where ``organisation`` is at hand it need not be read again.

    ``once`` is a digest of all that was sent: the same sent again is the same nomination. Raises WindowClosed, or NotTheirOwn.
    """
    now = timezone.now()
    require_open(cycle, now, form_opened)
    email = customer.email.strip().lower()
    if not may_nominate_themselves(cycle) and nominee_name.casefold().strip() == customer.name.casefold().strip():
        raise NotTheirOwn(_("The rules do not let people nominate themselves."))
    before, key = sent_before(cycle, once)
    if before is not None:
        return before
    nomination = Nomination.objects.create(
        reference=nomination_references(cycle)[0],
        external_reference=key,
        cycle=cycle,
        category=category,
        nominee=Nominee.objects.create(name_given=nominee_name.strip(), hint=hint.strip()),
        state=NominationState.UNVERIFIED,
        nominator_kind=customer.kind,
        nominator_name=customer.name.strip(),
        nominator_email=email,
        may_show=may_show,
        may_publish=may_publish,
        may_contact=may_contact,
        consent_wording=consent_wording,
        language=language,
        channel=channel_of(channel),
        medium=medium,
    )
    Evidence.objects.bulk_create(rows_of(nomination, story))
    FormAnswer.objects.bulk_create(answer_rows(nomination, answers or {}))
    store_members({nomination: members})
    write_given([nomination])
    if uploads:
        attach(nomination=nomination, uploads=uploads, actor=None)
    audit.record(
        verb="nomination.received",
        target=nomination,
        actor=None,
        data={"category": category.code, "kind": customer.kind, "may_show": may_show, "may_publish": may_publish}
        | _grace(cycle, now, form_opened),
    )
    if vouched:
        return confirm(nomination=nomination)
    letters.ask_to_confirm(nomination, until=confirm_until(nomination), organisation=organisation)
    return nomination


def _grace(cycle: Cycle, at: datetime, opened: datetime | None) -> dict[str, bool]:
    """What the trail says of a nomination that came after closing."""
    return {"grace": True} if is_in_grace(cycle, at, opened) else {}


def can_be_confirmed(nomination: Nomination) -> bool:
    """Whether it waits for its address to be proven, and there is still time."""
    in_time = nomination.cycle.stage in BEFORE_JUDGING and timezone.now() < confirm_until(nomination)
    return nomination.state == NominationState.UNVERIFIED and in_time


@transaction.atomic
def confirm(*, nomination: Nomination, instead: bool = False) -> Nomination:
    """The customer opened the link and pressed the button: from now on the nomination counts.

    One voice a nominee: NamedBefore where this address has named the same one in this cycle, unless the new one shall
    stand ``instead`` of it. Confirming twice does nothing the second time. Raises WindowClosed when judging has begun or
    the link is too old.
    """
    if nomination.state != NominationState.UNVERIFIED:
        return nomination
    now = timezone.now()
    if not can_be_confirmed(nomination):
        raise WindowClosed(_("This link has run out, so the nomination could not be counted."))
    if instead:
        _take_back_first(nomination)
    changes = {"submitted_at": nomination.created_at, "verified_at": now, "nominator": _colleague_at(nomination)}
    _count(nomination, verb="nomination.confirmed", actor=None, changes=changes)
    letters.say_received(nomination)
    return nomination


def _colleague_at(nomination: Nomination) -> User | None:
    """Whose address was just proven, where it is somebody's here: who writes without signing in is not a stranger to what
    they wrote, and the rules on nominating oneself or one's own manager hold for them as for anybody who signs in.
    """
    person = person_by_email(nomination.nominator_email)
    return person if person is not None and person.is_active else None


@transaction.atomic
def submit_by_colleague(*, nomination: Nomination, actor: User) -> Nomination:
    """Send in one's own draft. Raises WindowClosed, OutsidePilot, NotTheirOwn, NamedBefore, IllegalMove or StaleState."""
    now = timezone.now()
    require_open(nomination.cycle, now, nomination.created_at)
    require_in_pilot(nomination.cycle, person=nomination.nominee.person, team=nomination.nominee.team)
    kind = kind_of_nominator(actor, nomination.nominee)
    if kind == NominatorKind.SELF and not may_nominate_themselves(nomination.cycle):
        raise NotTheirOwn(_("The rules do not let people nominate themselves."))
    _give_way(nomination, actor)
    _count(
        nomination,
        verb="nomination.submitted",
        actor=actor,
        changes={"submitted_at": now, "verified_at": now, "nominator_kind": kind},
        data={
            "category": nomination.category.code,
            "kind": kind,
            **_grace(nomination.cycle, now, nomination.created_at),
        },
    )
    write_given([nomination])
    letters.say_received(nomination)
    return nomination


def _count(
    nomination: Nomination,
    *,
    verb: str,
    actor: User | None,
    changes: dict[str, Any],
    data: Mapping[str, str | bool] | None = None,
) -> None:
    """Let it count as the one voice of its address for this nominee; the database decides between two at once."""
    voice = voice_of(nomination)
    try:
        move_nomination(
            nomination=nomination,
            to=NominationState.SUBMITTED,
            verb=verb,
            actor=actor,
            changes={**changes, "voice": voice},
            data=data,
        )
    except IntegrityError as error:
        first = first_with(nomination.cycle, voice)
        if first is None:
            raise
        words = _("You have nominated %(nominee)s already, with %(reference)s. It counts; one is enough.")
        raise NamedBefore(words % {"nominee": nomination.nominee_as_named, "reference": first}, first) from error


def _give_way(nomination: Nomination, actor: User) -> None:
    """Who tells their own story speaks through it: their support of somebody else's for the same nominee ends."""
    if not lets_support(nomination.cycle):
        return
    first = first_with(nomination.cycle, voice_of(nomination))
    if first is not None and first.supports_id is not None:
        withdraw(nomination=first, actor=actor)


def _take_back_first(nomination: Nomination) -> None:
    first = first_with(nomination.cycle, voice_of(nomination))
    if first is not None:
        withdraw(nomination=first, actor=None)


def kind_of_nominator(nominator: User, nominee: Nominee) -> str:
    """What this person is to the nominee: themselves, their leader, or a colleague."""
    person, team = nominee.person, nominee.team
    if person is not None and person.pk == nominator.pk:
        return NominatorKind.SELF
    leads_person = person is not None and (
        person.line_manager_id == nominator.pk or (person.team is not None and person.team.leader_id == nominator.pk)
    )
    if leads_person or (team is not None and team.leader_id == nominator.pk):
        return NominatorKind.LEADER
    return NominatorKind.COLLEAGUE
