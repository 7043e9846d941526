from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed, StaleState
from judging.models import Deliberation, Minutes
from judging.queries.aside import is_nominated_in
from judging.refusals import ReasonTooShort
from nominations.models import Entry
from programmes.models import Category, Cycle


@transaction.atomic
def record_meeting(*, cycle: Cycle, met_at: datetime | None, attended: Collection[User], actor: User) -> Deliberation:
    """When the panel met and who was there."""
    _check(cycle, actor)
    meeting, _made = Deliberation.objects.get_or_create(cycle=cycle)
    Deliberation.objects.filter(pk=meeting.pk).update(met_at=met_at)
    meeting.refresh_from_db()
    meeting.attended.set(attended)
    audit.record(
        verb="deliberation.recorded",
        target=meeting,
        actor=actor,
        data={"met_at": met_at, "attended": sorted(person.pk for person in attended)},
    )
    return meeting


@transaction.atomic
def write_minutes(*, cycle: Cycle, category: Category, text: str, actor: User, seen: str | None = None) -> Minutes:
    """What the panel said about one category; the trail keeps the length and digest of each version.

    ``seen`` is the ``digest_of`` what the writer had before them. Raises StaleState where it is another text by now.
    """
    _check(cycle, actor)
    check_not_nominated(cycle=cycle, category=category, actor=actor)
    if not text.strip():
        raise ReasonTooShort(_("Minutes say what was weighed and why; write at least a sentence."))
    meeting, _made = Deliberation.objects.get_or_create(cycle=cycle)
    Deliberation.objects.select_for_update().get(pk=meeting.pk)
    written = Minutes.objects.filter(deliberation=meeting, category=category).first()
    if seen is not None and seen != digest_of(written):
        raise StaleState(_("Somebody has kept other minutes since you opened this page."))
    minutes, _made = Minutes.objects.update_or_create(
        deliberation=meeting, category=category, defaults={"text": text.strip(), "written_by": actor}
    )
    audit.record(
        verb="minutes.written",
        target=meeting,
        actor=actor,
        data={"category": category.code, "sha256": text_digest(minutes.text), "length": len(minutes.text)},
    )
    return minutes


def digest_of(minutes: Minutes | None) -> str:
    """By what it is told whether minutes are still those that somebody has seen; "" before the first."""
    return text_digest(minutes.text) if minutes is not None else ""


@transaction.atomic
def put_on_the_table(*, cycle: Cycle, entry: Entry | None, actor: User) -> Deliberation:
    """What the meeting talks about now, for the shared screen; None clears it."""
    _check(cycle, actor)
    if entry is not None:
        check_not_nominated(cycle=cycle, category=entry.category, actor=actor)
    meeting, _made = Deliberation.objects.get_or_create(cycle=cycle)
    if meeting.discussing_id != (entry.pk if entry else None):
        Deliberation.objects.filter(pk=meeting.pk).update(discussing=entry)
        meeting.refresh_from_db()
        data = {"entry": entry.reference if entry else ""}
        audit.record(verb="agenda.moved", target=meeting, actor=actor, data=data)
    return meeting


def check_not_nominated(*, cycle: Cycle, category: Category, actor: User) -> None:
    """Raise NotAllowed for who is nominated in the category, alone or with a team, until its winners are announced."""
    if is_nominated_in(actor, cycle, category):
        raise NotAllowed(
            _("You or your team are nominated for “%(category)s”. Somebody else sees to it until it is announced.")
            % {"category": category.title}
        )


def _check(cycle: Cycle, actor: User) -> None:
    if not actor.has_perm("judging.deliberate", cycle):
        raise NotAllowed(_("The chair and the managers write the minutes, once scoring is over."))
