"""What people agree to with a nomination: write it down as it comes, and take it back at once where they ask for it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotReady
from communications.services.forgetting import call_off
from nominations.consents import CURRENT
from nominations.enums import CONSENT_FIELDS, ConsentPurpose, ConsentRoute, NominationState
from nominations.models import Consent, Entry, Nomination, Notice

# What is not written any more once somebody may not be asked.
QUESTIONS = ("nomination_more_information", "nomination_who_is_meant", "nomination_question_reminder")
SETTLED = (NominationState.DRAFT, NominationState.WITHDRAWN)


def write_given(nominations: Iterable[Nomination]) -> None:
    """Write down what these new nominations say of consents, as of the moment they count from; one query for hundreds."""
    now = timezone.now()
    rows = [row for nomination in nominations for row in _rows_given(nomination, nomination.submitted_at or now)]
    Consent.objects.bulk_create(rows, batch_size=500)


def _rows_given(nomination: Nomination, at: datetime) -> list[Consent]:
    """How a nomination came is how its consents came."""
    purposes = [purpose for purpose, field in CONSENT_FIELDS.items() if getattr(nomination, field)]
    if nomination.consent_wording:
        purposes.insert(0, ConsentPurpose.HELD)
    return [
        Consent(
            cycle_id=nomination.cycle_id,
            nomination=nomination,
            purpose=purpose,
            given=True,
            wording=nomination.consent_wording,
            route=nomination.medium,
            at=at,
        )
        for purpose in purposes
    ]


def can_be_changed(nomination: Nomination) -> bool:
    """Whether there is still a story that consents are about: it was sent, not withdrawn, and its names are not removed."""
    return nomination.state not in SETTLED and nomination.cycle.names_removed_at is None


@transaction.atomic
def change_consent(
    *, nomination: Nomination, purpose: str, given: bool, actor: User | None, route: str = ConsentRoute.PAGE
) -> bool:
    """Give or take back one consent; holds at once, wherever it is read. Returns whether that changed anything.

    ``actor=None`` is a customer with the signed link. Raises NotReady for what cannot be agreed to, or no longer.
    """
    field = CONSENT_FIELDS.get(purpose)
    if field is None or (not can_be_changed(nomination) and route == ConsentRoute.PAGE):
        raise NotReady(_("There is nothing to agree to here any more."))
    if Nomination.objects.filter(pk=nomination.pk, **{field: not given}).update(**{field: given}) != 1:
        return False
    setattr(nomination, field, given)
    last = nomination.consents.filter(purpose=purpose).order_by("-turn", "given").first()
    wording = CURRENT if given else last.wording if last else nomination.consent_wording
    turn = (last.turn if last else 0) + 1 if given else (last.turn if last else 1)
    Consent.objects.create(
        cycle_id=nomination.cycle_id,
        nomination=nomination,
        purpose=purpose,
        turn=turn,
        given=given,
        wording=wording,
        route=route,
        at=timezone.now(),
    )
    verb = "nomination.consent_given" if given else "nomination.consent_withdrawn"
    audit.record(verb=verb, target=nomination, actor=actor, data={"what": purpose, "wording": wording, "by": route})
    if not given:
        _obey(nomination, purpose)
    return True


def _obey(nomination: Nomination, purpose: str) -> None:
    if purpose == ConsentPurpose.CONTACT:
        call_off(about=nomination.reference, templates=QUESTIONS)
    if purpose == ConsentPurpose.PUBLISH and nomination.entry is not None:
        look_again(nomination.entry)


def look_again(entry: Entry) -> None:
    """Let the rooms that quote stories in public look again at what they say of this entry (settings.STORY_WITHDRAWN)."""
    for path in settings.STORY_WITHDRAWN:
        import_string(path)(entry)


@transaction.atomic
def take_all_back(*, nomination: Nomination, purposes: Iterable[str], route: str = ConsentRoute.REMOVAL) -> None:
    """Take these consents back because their nominator's data are removed; what does not hold stays as it is."""
    for purpose in purposes:
        change_consent(nomination=nomination, purpose=purpose, given=False, actor=None, route=route)


def write_wish(notice: Notice, *, wish: bool) -> None:
    """Write down that a nominee asks that their story is not published, or lets it be; where they asked, see to it."""
    last = notice.consents.order_by("-turn", "given").first()
    turn = (last.turn if last else 0) + 1 if wish else (last.turn if last else 1)
    Consent.objects.create(
        cycle_id=notice.cycle_id,
        notice=notice,
        purpose=ConsentPurpose.UNPUBLISHED,
        turn=turn,
        given=wish,
        route=ConsentRoute.PAGE,
        at=timezone.now(),
    )
    if wish:
        for entry in Entry.objects.filter(cycle=notice.cycle_id, person=notice.person_id):
            look_again(entry)
