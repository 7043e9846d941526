from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed
from judging.models import Assignment, TalkingPoint
from judging.refusals import NotJudging, ReasonTooShort
from programmes.enums import Stage

FLAGGING_STAGES = (Stage.JUDGING, Stage.DELIBERATING)


@transaction.atomic
def bring_to_the_meeting(*, sheet: Assignment, why: str, actor: User) -> TalkingPoint:
    """A judge asks that the panel talks about an entry of theirs; the wish is read without their name.

    Raises NotAllowed for another's sheet, NotJudging once the panel has decided, ReasonTooShort without words.
    """
    _check(sheet, actor)
    if not why.strip():
        raise ReasonTooShort(_("Say what the panel should talk about, in a few words."))
    point, _made = TalkingPoint.objects.update_or_create(
        seat=sheet.seat, entry=sheet.entry, defaults={"why": why.strip()[:400]}
    )
    audit.record(verb="entry.flagged", target=point, actor=actor, data={"sha256": text_digest(point.why)})
    return point


@transaction.atomic
def take_off_the_agenda(*, sheet: Assignment, actor: User) -> None:
    """Take the wish back; where there is none nothing happens."""
    _check(sheet, actor)
    point = TalkingPoint.objects.filter(seat=sheet.seat, entry=sheet.entry).first()
    if point is not None:
        audit.record(verb="entry.unflagged", target=point, actor=actor)
        point.delete()


def _check(sheet: Assignment, actor: User) -> None:
    if not actor.has_perm("judging.open_sheet", sheet):
        raise NotAllowed(_("A judge brings their own entries to the meeting."))
    if sheet.seat.panel.cycle.stage not in FLAGGING_STAGES:
        raise NotJudging(_("The panel has decided; there is no meeting to come."))
