"""Look at what came in for signs of abuse, and set aside what was found. A flag deletes nothing: somebody decides."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotReady, StaleState
from audit.services.recording import Act, record_all
from nominations.calculations.story_likeness import FirstOfTheirKind, count_links, print_of
from nominations.disposable import is_disposable
from nominations.enums import FlagKind, NominationState
from nominations.models import Evidence, Flag, FormAnswer, Nomination, StoryPrint
from nominations.queries.flags import addresses_by_story, first_of_their_kind, named_before, same_voice, unlooked
from nominations.queries.nominations import queue_of
from nominations.services.rights import require_may_screen
from programmes.models import Cycle

MOST_AT_ONCE = 500
BATCH = 500


def look_at_new() -> int:
    """Look at what came in since the last time, so many at once; returns how many. A step of the clock."""
    new = list(unlooked().select_related("cycle__programme")[:MOST_AT_ONCE])
    for _cycle, some in groupby(new, key=lambda nomination: nomination.cycle_id):
        together = list(some)
        _look_at(together[0].cycle, together)
    return len(new)


def look_at_all(cycle: Cycle) -> int:
    """Look at everything of this cycle that nobody has looked at yet; returns how many. Before many are accepted at once."""
    seen = 0
    while new := list(unlooked(cycle)[:MOST_AT_ONCE]):
        _look_at(cycle, new)
        seen += len(new)
    return seen


@transaction.atomic
def _look_at(cycle: Cycle, new: Sequence[Nomination]) -> None:
    """Write a print for each and flag what is odd. What another process has looked at meanwhile stays as that left it."""
    stories = _stories(new)
    firsts = FirstOfTheirKind(first_of_their_kind(cycle))
    prints = []
    for nomination in new:
        nomination.cycle = cycle
        story = print_of(stories[nomination.pk])
        like = firsts.like(nomination.reference, story)
        prints.append(StoryPrint(nomination=nomination, digest=story.digest, sketch=story.sketch, like=like))
    StoryPrint.objects.bulk_create(prints, batch_size=BATCH, ignore_conflicts=True)
    flags = [*_links(new, stories, _beside_the_story(new)), *_disposable(new), *_twice(cycle, new)]
    _raise(flags)
    _flag_alike({row.like for row in prints if row.like != row.nomination.reference})


def _stories(nominations: Sequence[Nomination]) -> dict[int, str]:
    texts: dict[int, list[str]] = defaultdict(list)
    rows = Evidence.objects.filter(nomination__in=[nomination.pk for nomination in nominations]).order_by("pk")
    for nomination, text in rows.values_list("nomination", "text"):
        texts[nomination].append(text)
    return {nomination.pk: "\n".join(texts[nomination.pk]) for nomination in nominations}


def _beside_the_story(nominations: Sequence[Nomination]) -> dict[int, str]:
    """What else was typed: the answers to the form's questions, the name and the hint. Links hide there as well; two queries."""
    ids = [nomination.pk for nomination in nominations]
    texts: dict[int, list[str]] = defaultdict(list)
    for nomination, text in FormAnswer.objects.filter(nomination__in=ids).values_list("nomination", "text"):
        texts[nomination].append(text)
    named = Nomination.objects.filter(pk__in=ids).values_list("pk", "nominee__name_given", "nominee__hint")
    for nomination, *words in named:
        texts[nomination] += words
    return {pk: "\n".join(texts[pk]) for pk in ids}


def _links(nominations: Sequence[Nomination], stories: dict[int, str], beside: dict[int, str]) -> list[Flag]:
    texts = [(nomination, f"{stories[nomination.pk]}\n{beside[nomination.pk]}") for nomination in nominations]
    counts = [(nomination, count_links(text)) for nomination, text in texts]
    return [
        Flag(nomination=nomination, kind=FlagKind.LINKS, figure=links)
        for nomination, links in counts
        if links > settings.NOMINATION_MOST_LINKS
    ]


def _disposable(nominations: Sequence[Nomination]) -> list[Flag]:
    return [
        Flag(nomination=nomination, kind=FlagKind.DISPOSABLE)
        for nomination in nominations
        if is_disposable(nomination.nominator_email)
    ]


def _twice(cycle: Cycle, nominations: Sequence[Nomination]) -> list[Flag]:
    before = named_before(cycle, nominations)
    return [
        Flag(nomination=nomination, kind=FlagKind.TWICE, like=before[nomination.pk])
        for nomination in nominations
        if nomination.pk in before
    ]


def _flag_alike(firsts: set[str]) -> None:
    """Flag every nomination of a cluster that came from enough addresses, those that were looked at earlier, too."""
    counts = addresses_by_story(firsts) if firsts else {}
    clusters = {like: many for like, many in counts.items() if many >= settings.NOMINATION_ALIKE_ADDRESSES}
    if not clusters:
        return
    waiting = Nomination.objects.filter(story_print__like__in=clusters, state=NominationState.SUBMITTED)
    members = waiting.exclude(flags__kind=FlagKind.ALIKE).select_related("cycle__programme", "story_print")
    flags = []
    for nomination in members.order_by("pk"):
        like = nomination.story_print.like
        flags.append(Flag(nomination=nomination, kind=FlagKind.ALIKE, figure=clusters[like], like=like))
    _raise(flags)
    for like, many in clusters.items():
        Flag.objects.filter(kind=FlagKind.ALIKE, like=like, set_aside_at=None).update(figure=many)


def _raise(flags: list[Flag]) -> None:
    Flag.objects.bulk_create(flags, batch_size=BATCH, ignore_conflicts=True)
    record_all(
        Act(
            verb="nomination.flagged",
            target=flag.nomination,
            actor=None,
            data={"kind": flag.kind, "figure": flag.figure, "like": flag.like},
        )
        for flag in flags
    )


def look_for_twice(nomination: Nomination) -> None:
    """Flag it where its address has named the same nominee, as it may turn out once a name is matched: in one that came
    before, or in a later one that was matched, and perhaps accepted, first.
    """
    if nomination.flags.filter(kind=FlagKind.TWICE).exists():
        return
    other = same_voice(nomination)
    if other is not None:
        _raise([Flag(nomination=nomination, kind=FlagKind.TWICE, like=other)])


def look_afresh(nomination: Nomination) -> None:
    """Its words have changed: the clock looks at it again as at a new one. A flag that was raised stays, set aside or not."""
    StoryPrint.objects.filter(nomination=nomination).delete()


@transaction.atomic
def set_aside(*, nomination: Nomination, actor: User, reason: str, kind: str = "", whole_cluster: bool = False) -> int:
    """Set the open flags of a nomination aside (the one of ``kind``, where given) with a reason; returns how many flags.

    ``whole_cluster`` does the same for every nomination with much the same story that the actor may screen. Raises
    NotAllowed, NotReady without a reason, StaleState where nothing is flagged any more.
    """
    require_may_screen(actor, nomination)
    if not reason.strip():
        raise NotReady(_("Say why it may be set aside: whoever looks later reads these words."))
    flags = Flag.objects.filter(nomination=nomination, set_aside_at=None)
    chosen = list(flags.filter(kind=kind) if kind else flags)
    if whole_cluster:
        like = {flag.like for flag in chosen if flag.kind == FlagKind.ALIKE}
        theirs = queue_of(nomination.cycle, actor).exclude(nominator=actor).exclude(pk=nomination.pk)
        others = Flag.objects.filter(kind=FlagKind.ALIKE, like__in=like, set_aside_at=None, nomination__in=theirs)
        chosen += others.select_related("nomination__cycle__programme")
    set_now = Flag.objects.filter(pk__in=[flag.pk for flag in chosen], set_aside_at=None).update(
        set_aside_at=timezone.now(), set_aside_by=actor, reason=reason.strip()
    )
    if not set_now or set_now != len(chosen):
        raise StaleState(_("Nothing is flagged here any more: somebody was faster."))
    for flag in chosen:
        audit.record(
            verb="nomination.flag_set_aside",
            target=flag.nomination,
            actor=actor,
            data={"kind": flag.kind, "reason": text_digest(reason.strip())},
        )
    return set_now
