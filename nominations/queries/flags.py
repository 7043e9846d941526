"""Nominations that nobody has looked at for oddities yet, and the facts that flags rest on."""

from collections.abc import Collection, Iterable

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nominations.calculations.story_likeness import Print
from nominations.enums import RECEIVED_STATES, FlagKind, NominationState
from nominations.mailboxes import mailbox
from nominations.models import Flag, Nomination, StoryPrint
from nominations.names import plain
from nominations.queries.window import BEFORE_JUDGING
from programmes.models import Cycle


def unlooked(cycle: Cycle | None = None) -> QuerySet[Nomination]:
    """What waits to be screened and has not been looked at for oddities, in the order in which it came."""
    waiting = Nomination.objects.filter(
        state=NominationState.SUBMITTED, cycle__stage__in=BEFORE_JUDGING, story_print=None
    ).order_by("cycle_id", "pk")
    return waiting if cycle is None else waiting.filter(cycle=cycle)


def first_of_their_kind(cycle: Cycle) -> Iterable[tuple[str, Print]]:
    """The stories of a cycle that were the first of their kind, by reference; one query."""
    firsts = StoryPrint.objects.filter(nomination__cycle=cycle, like=F("nomination__reference")).exclude(digest="")
    for like, digest, sketch in firsts.order_by("nomination_id").values_list("like", "digest", "sketch"):
        yield like, Print(digest, tuple(sketch))


def addresses_by_story(references: Collection[str]) -> dict[str, int]:
    """From how many different addresses much the same story came, by the reference of the first; one query."""
    alike = StoryPrint.objects.filter(like__in=references, nomination__state__in=RECEIVED_STATES)
    alike = alike.exclude(nomination__nominator_email="")
    counted = alike.values("like").annotate(many=Count(Lower("nomination__nominator_email"), distinct=True))
    return {row["like"]: row["many"] for row in counted.order_by()}


def named_before(cycle: Cycle, nominations: Iterable[Nomination]) -> dict[int, str]:
    """By the id of a nomination: the reference of the one by which its mailbox named the same nominee first; one query."""
    mine = {nomination.pk for nomination in nominations}
    emails = {nomination.nominator_email.lower() for nomination in nominations if nomination.nominator_email}
    if not emails:
        return {}
    known_as = Q(nominator_email__in=emails | set(map(mailbox, emails))) | Q(nominator_email__contains="+")
    rows = (
        cycle.nominations.filter(known_as, state__in=RECEIVED_STATES)
        .order_by("submitted_at", "pk")
        .values_list("pk", "reference", "nominator_email", "nominee__person", "nominee__team", "nominee__name_given")
    )
    first: dict[tuple[str, object], str] = {}
    found: dict[int, str] = {}
    for pk, reference, email, person, team, given in rows:
        keys = [(mailbox(email), key) for key in _who(person, team, given)]
        known = next((first[key] for key in keys if key in first), None)
        for key in keys:
            first.setdefault(key, known or reference)
        if known is not None and pk in mine:
            found[pk] = known
    return found


def same_voice(nomination: Nomination) -> str | None:
    """The reference of the first other one by which its mailbox names the same person or team; one query."""
    email, nominee = mailbox(nomination.nominator_email), nomination.nominee
    if not email or not nominee.matched:
        return None
    local, _at, domain = email.partition("@")
    labelled = Q(nominator_email__startswith=f"{local}+", nominator_email__endswith=f"@{domain}")
    others = nomination.cycle.nominations.filter(
        Q(nominator_email=email) | labelled,
        nominee__person=nominee.person_id,
        nominee__team=nominee.team_id,
        state__in=RECEIVED_STATES,
    ).exclude(pk=nomination.pk)
    return others.order_by("submitted_at", "pk").values_list("reference", flat=True).first()


def _who(person: int | None, team: int | None, given: str) -> list[object]:
    """What a nominee is known by: who was matched, and, while nobody is, the name as given."""
    if person is not None:
        return [("person", person)]
    if team is not None:
        return [("team", team)]
    return [("given", plain(given))]


def open_flags(nomination: Nomination) -> QuerySet[Flag]:
    """What nobody has set aside yet."""
    return nomination.flags.filter(set_aside_at=None)


def flag_words(kind: str, figure: int, like: str) -> str:
    """A flag as a sentence, which says what was found and no more; without ``like`` the flagged one is itself the first."""
    if kind == FlagKind.LINKS:
        return ngettext("It holds %(n)s link.", "It holds %(n)s links.", figure) % {"n": figure}
    if kind == FlagKind.DISPOSABLE:
        return _("Its nominator’s address is of a kind that is thrown away after use.")
    if kind == FlagKind.TWICE:
        return _("The same address, or another of its mailbox, has named this nominee in %(reference)s, too.") % {
            "reference": like
        }
    if not like:
        return _("Much the same story came from %(count)s addresses; this one is the first.") % {"count": figure}
    words = _("Much the same story came from %(count)s addresses; the first is %(reference)s.")
    return words % {"count": figure, "reference": like}
