"""Texts that judges read change when a name is removed from them: look through them again, and keep hidden what people hid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from audit.digests import text_digest
from nominations.calculations.redaction import Span, every_place_of
from nominations.enums import NominationState
from nominations.models import Nomination, Redaction
from nominations.queries.judged_texts import texts_of
from nominations.services.redacting import propose_redactions, texts_fetched

if TYPE_CHECKING:
    from programmes.models import Cycle

SHORT_WORD = 3

# By nomination and key of a text: the words that somebody hid by hand, with who and when.
HiddenWords = dict[int, dict[str, list[tuple[str, list[Any]]]]]


def words_hidden_by_hand(nominations: Iterable[int]) -> HiddenWords:
    """What people hid in these nominations, as words: to be asked before texts change, and given to ``find_again``."""
    found: HiddenWords = {}
    held = Nomination.objects.filter(pk__in=list(nominations), redaction__isnull=False)
    for nomination in texts_fetched(list(held.values_list("pk", flat=True))):
        texts = nomination.redaction.texts
        found[nomination.pk] = {
            text.key: [(text.text[start:end], by) for start, end, *by in texts[text.key]["hidden"]]
            for text in texts_of(nomination)
            if text.key in texts and texts[text.key]["digest"] == text_digest(text.text)
        }
    return found


def find_again(nominations: Iterable[int], hidden: HiddenWords) -> None:
    """Look again through texts that have changed, as an erasure changes them; they wait to be looked at.

    Words that were ``hidden`` by hand stay hidden, wherever they stand now: judges may be reading.
    """
    accepted = Nomination.objects.filter(pk__in=list(nominations), state=NominationState.ACCEPTED)
    by_cycle: dict[Cycle, list[Nomination]] = defaultdict(list)
    for nomination in accepted.select_related("cycle__rulebook", "cycle__programme"):
        by_cycle[nomination.cycle].append(nomination)
    for cycle, group in by_cycle.items():
        propose_redactions(cycle=cycle, nominations=group, actor=None)
        _hide_again([one.pk for one in group], hidden)


def _hide_again(nominations: Sequence[int], hidden: HiddenWords) -> None:
    by_pk = {one.pk: {text.key: text.text for text in texts_of(one)} for one in texts_fetched(nominations)}
    for redaction in Redaction.objects.filter(nomination__in=nominations):
        for key, told in by_pk[redaction.nomination_id].items():
            held = redaction.texts[key]
            if not held["hidden"]:
                held["hidden"] = [
                    [span.start, span.end, *by]
                    for words, by in hidden.get(redaction.nomination_id, {}).get(key, ())
                    for span in _places_of(words, told)
                ]
        redaction.save(update_fields=["texts"])


def _places_of(words: str, text: str) -> list[Span]:
    """Where these words stand; where a name among them is gone, where the longer of the others do."""
    whole = every_place_of(words, text)
    return whole or [span for word in words.split() if len(word) > SHORT_WORD for span in every_place_of(word, text)]
