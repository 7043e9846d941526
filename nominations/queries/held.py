"""What people and checks have put in the way of nominations: open flags, questions without an answer, proposed declines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nominations.enums import EnquiryKind, NominationState
from nominations.models import Enquiry, Flag, Member, Nominee, ProposedDecline
from nominations.queries.flags import flag_words
from prepared import Place, prepared
from programmes.models import Cycle

COLUMNS = ("nomination_id", "what", "code", "text", "number", "at")
# Beyond this many nominations the whole cycle is read: a list of ids that long is slower than what it leaves out.
MOST_IDS = 500
KNOWN = Q(person__isnull=False) | Q(team__isnull=False)


@dataclass(frozen=True)
class Held:
    """One thing in the way, in words. ``flagged``: a flag; ``final``: no reason of the one who accepts sets it aside."""

    text: str
    flagged: bool = False
    final: bool = False


def held_up(cycle: Cycle, nominations: Sequence[int]) -> dict[int, list[Held]]:
    """By the id of each of these nominations what is in its way; one query: three lists laid under one another."""
    rows: Iterable[Any]
    if len(nominations) <= MOST_IDS:
        rows = _few(nominations=list(nominations))
    else:
        rows = _laid_under(Q(nomination__cycle=cycle, nomination__state=NominationState.SUBMITTED))
    held: dict[int, dict[str, Held]] = defaultdict(dict)
    for nomination, what, code, text, number, at in rows:
        held[nomination][what + code] = _held(what, code, text, number, at)
    return {nomination: list(things.values()) for nomination, things in held.items()}


@prepared(nominations=list)
def _few(nominations: Place) -> QuerySet[Any, Any]:
    return _laid_under(Q(nomination__in=nominations))


def _laid_under(chosen: Q) -> QuerySet[Any, Any]:
    flags = Flag.objects.filter(chosen, set_aside_at=None)
    later = Enquiry.objects.filter(nomination=OuterRef("nomination"), pk__gt=OuterRef("pk"))
    asked = (
        Enquiry.objects.filter(chosen, ~Exists(later), answered_at=None)
        .exclude(kind=EnquiryKind.WHO, nomination__nominee__in=Nominee.objects.filter(KNOWN))
        .exclude(~Q(member__in=Member.objects.filter(person=None, outside=False)), kind=EnquiryKind.MEMBER)
    )
    proposed = ProposedDecline.objects.filter(chosen, outcome="")
    like_another = Coalesce(NullIf(F("like"), F("nomination__reference")), Value(""))
    return _laid(flags, "flag", code=F("kind"), text=like_another, number=F("figure")).union(
        _laid(asked, "asked", code=F("kind"), text=Value(""), number=Value(0), at=F("answer_by")),
        _laid(proposed, "decline", code=Value(""), text=F("proposed_by__full_name"), number=Value(0)),
        all=True,
    )


def _laid(rows: QuerySet[Any, Any], what: str, at: Any = None, **columns: Any) -> QuerySet[Any, Any]:
    when = at if at is not None else Cast(Value(None), DateTimeField())
    number = Cast(columns.pop("number"), IntegerField())
    laid = rows.order_by().annotate(what=Value(what), number=number, at=when, **columns)
    listed: QuerySet[Any, Any] = laid.values_list(*COLUMNS)
    return listed


def _held(what: str, code: str, text: str, number: int, at: datetime | None) -> Held:
    if what == "flag":
        return Held(flag_words(code, number, text), flagged=True)
    if what == "decline":
        return Held(_("%(name)s proposes to decline it; a second person decides.") % {"name": text}, final=True)
    if at is not None and at <= localtime():
        words = _("Its nominator was asked and did not answer by %(day)s: decide with what there is.")
        return Held(words % {"day": date_format(localtime(at), "j F")})
    if code == EnquiryKind.WHO:
        return Held(_("Its nominator was asked who is meant and has not answered yet."))
    if code == EnquiryKind.MEMBER:
        return Held(_("Its nominator was asked who one of the team is and has not answered yet."))
    return Held(_("Its nominator was asked for more and has not answered yet."))
