"""Hide from judges of a blind rulebook who is meant: found when a nomination is accepted, looked at and touched up by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed, NotReady
from audit.services.recording import Act, record_all
from nominations.calculations.redaction import (
    Span,
    every_place_of,
    find_contacts,
    find_in_directory,
    merged,
    name_finder,
    subtract,
)
from nominations.models import Entry, Nomination, Redaction
from nominations.queries.identity import Voice, named, names_of, phrases_of_directory, voice_of
from nominations.queries.judged_texts import JudgedText, answers_to_redact, is_of_answer, texts_of
from nominations.queries.members import named_members, people_and_names
from nominations.queries.redactions import hides_names
from programmes.enums import Stage
from programmes.models import Cycle

BATCH = 500

# By the key of a text (queries.judged_texts): the places that somebody has chosen.
Chosen = dict[str, list[Span]]


@transaction.atomic
def propose_redactions(*, cycle: Cycle, nominations: Sequence[Nomination], actor: User | None) -> int:
    """Find what gives nominee and nominator away in these accepted nominations, for somebody to look at; returns how many.

    Nothing where judges see names. What was decided on a text before stays as long as that text is the same.
    """
    if not nominations or not hides_names(cycle):
        return 0
    by_pk = {nomination.pk: nomination for nomination in with_texts(nominations)}
    held = {redaction.nomination_id: redaction for redaction in Redaction.objects.filter(nomination__in=by_pk)}
    stale = [pk for pk, redaction in held.items() if not _fits(redaction, by_pk[pk])]
    _grow([redaction for pk, redaction in held.items() if pk not in stale], by_pk)
    Redaction.objects.filter(nomination__in=stale).delete()
    new = [nomination for pk, nomination in by_pk.items() if pk not in held or pk in stale]
    found = _found_in(new)
    for pk in stale:
        _keep_decisions(found[pk], held[pk].texts)
    Redaction.objects.bulk_create(
        [Redaction(nomination=nomination, texts=found[nomination.pk]) for nomination in new], batch_size=BATCH
    )
    record_all(
        Act(verb="nomination.redaction_found", target=nomination, actor=actor, data=_counts(found[nomination.pk]))
        for nomination in new
    )
    return len(new)


@transaction.atomic
def hide_words(*, nomination: Nomination, chosen: Chosen, actor: User) -> int:
    """Hide these places from judges; returns how many. Raises NotAllowed, NotReady where nothing was chosen or it is too late."""
    return _decide(nomination, chosen, actor, hide=True)


@transaction.atomic
def show_words(*, nomination: Nomination, chosen: Chosen, actor: User) -> int:
    """Let judges read these places again; returns how many. Raises as ``hide_words`` does."""
    return _decide(nomination, chosen, actor, hide=False)


@transaction.atomic
def hide_everywhere(*, nomination: Nomination, words: str, actor: User) -> int:
    """Hide these words wherever they stand in the nomination; returns how many places. Raises as ``hide_words`` does."""
    places = {text.key: every_place_of(words, text.text) for text in texts_of(nomination)}
    if not any(places.values()):
        raise NotReady(_("These words don’t stand in the story. Write them as they stand there."))
    return hide_words(nomination=nomination, chosen=places, actor=actor)


@transaction.atomic
def look_at(*, nominations: Sequence[Nomination], actor: User) -> int:
    """Say that what judges read of these nominations has been looked at; returns how many were still waiting for that.

    Raises NotAllowed for a nomination that the actor may not screen.
    """
    for nomination in nominations:
        _require_may(actor, nomination)
        propose_redactions(cycle=nomination.cycle, nominations=[nomination], actor=actor)
    waiting = Redaction.objects.filter(nomination__in=nominations, looked_at=None)
    ids = set(waiting.values_list("nomination_id", flat=True))
    waiting.update(looked_at=timezone.now(), looked_by=actor)
    record_all(
        Act(verb="nomination.redaction_looked_at", target=nomination, actor=actor)
        for nomination in nominations
        if nomination.pk in ids
    )
    return len(ids)


@transaction.atomic
def find_afresh(*, nomination: Nomination, actor: User | None) -> None:
    """Look through what was accepted into its entry again, since it is known now (or not any more) whom a name means.

    What people decided stays; where other places are found than before, it waits to be looked at. Nothing where judges see
    names, or before it is accepted.
    """
    if nomination.entry_id is None or not hides_names(nomination.cycle):
        return
    voices = {one.pk: one for one in with_texts(list(Nomination.objects.filter(entry=nomination.entry_id)))}
    found = _found_in(list(voices.values()))
    changed = []
    for redaction in Redaction.objects.select_for_update().filter(nomination__in=voices):
        places = {
            key: texts | {"found": found[redaction.nomination_id][key]["found"]}
            for key, texts in redaction.texts.items()
            if key in found[redaction.nomination_id]
        }
        if places != redaction.texts:
            redaction.texts, redaction.looked_at, redaction.looked_by = places, None, None
            redaction.save(update_fields=["texts", "looked_at", "looked_by"])
            changed.append(redaction.nomination_id)
    record_all(
        Act(verb="nomination.redaction_found", target=voices[pk], actor=actor, data=_counts(found[pk]))
        for pk in changed
    )


def _decide(nomination: Nomination, chosen: Chosen, actor: User, *, hide: bool) -> int:
    _require_may(actor, nomination)
    if nomination.cycle.has_reached(Stage.DECIDED):
        raise NotReady(_("The judges have decided, so what they read does not change any more."))
    if not any(chosen.values()):
        raise NotReady(_("Choose the words first."))
    propose_redactions(cycle=nomination.cycle, nominations=[nomination], actor=actor)
    redaction = Redaction.objects.select_for_update().get(nomination=nomination)
    mine, other = ("hidden", "shown") if hide else ("shown", "hidden")
    places: dict[str, list[tuple[int, int]]] = {}
    for key, spans in chosen.items():
        held = redaction.texts.get(key)
        if held is None or not spans:
            continue
        held[other] = [row for row in held[other] if not any(_row_span(row).overlaps(span) for span in spans)]
        stamp = [actor.pk, timezone.now().isoformat(timespec="seconds")]
        held[mine] += [[span.start, span.end, *stamp] for span in merged(spans)]
        places[key] = [(span.start, span.end) for span in merged(spans)]
    redaction.save(update_fields=["texts"])
    verb = "nomination.words_hidden" if hide else "nomination.words_shown"
    audit.record(verb=verb, target=nomination, actor=actor, data={"places": places})
    return sum(map(len, places.values()))


def _row_span(row: list[Any]) -> Span:
    return Span(row[0], row[1], "")


def _require_may(actor: User, nomination: Nomination) -> None:
    if not actor.has_perm("nominations.screen", nomination):
        raise NotAllowed(_("You can't decide what judges read of this nomination."))


def with_texts(nominations: Sequence[Nomination]) -> Iterable[Nomination]:
    """These nominations, read anew with all that finding and hiding needs."""
    return texts_fetched([nomination.pk for nomination in nominations])


def texts_fetched(ids: Sequence[int]) -> Iterable[Nomination]:
    """The same by their ids."""
    for start in range(0, len(ids), BATCH):
        yield from (
            Nomination.objects.filter(pk__in=ids[start : start + BATCH])
            .select_related(
                "nominator__team", "nominee", "entry__team", "entry__person__team", "cycle__programme", "redaction"
            )
            .prefetch_related("evidence__member__person", answers_to_redact())
        )


def _fits(redaction: Redaction, nomination: Nomination) -> bool:
    """Whether it is about the texts as they are now. Answers that it does not know are no reason to begin again."""
    digests = {text.key: text_digest(text.text) for text in texts_of(nomination)}
    known = {key: held["digest"] for key, held in redaction.texts.items()}
    unknown = digests.keys() - known.keys()
    return all(map(is_of_answer, unknown)) and known.items() <= digests.items()


def _keep_decisions(found: dict[str, Any], before: dict[str, Any]) -> None:
    """Take over what people decided on texts that are still the same."""
    for key, text in found.items():
        if key in before and before[key]["digest"] == text["digest"]:
            text["hidden"], text["shown"] = before[key]["hidden"], before[key]["shown"]


def _grow(held: Iterable[Redaction], by_pk: dict[int, Nomination]) -> None:
    """Add what is found in answers to those that were found before answers were looked through; what was decided stays."""
    short = [one for one in held if {text.key for text in texts_of(by_pk[one.nomination_id])} - one.texts.keys()]
    found = _found_in([by_pk[one.nomination_id] for one in short])
    for redaction in short:
        redaction.texts = found[redaction.nomination_id] | redaction.texts
        redaction.save(update_fields=["texts"])


def _found_in(nominations: Sequence[Nomination]) -> dict[int, dict[str, Any]]:
    """By nomination: what Redaction.texts holds when nobody has decided anything yet."""
    if not nominations:
        return {}
    phrases = phrases_of_directory()
    members = _members({one.entry.team_id for one in nominations if one.entry is not None})
    voices = _voices({one.entry_id for one in nominations if one.entry_id is not None})
    teams = {one.entry_id for one in nominations if one.entry_id is not None and one.nominee.team_id is not None}
    by_entry = named_members(teams)
    result: dict[int, dict[str, Any]] = {}
    for nomination in nominations:
        entry = nomination.entry or Entry(person=None, team=None)
        people, given = people_and_names(by_entry.get(nomination.entry_id, ()))
        of_the_team = [*members.get(entry.team_id or 0, []), *people]
        find = name_finder(names_of(named(entry), voices[nomination.entry_id], of_the_team, given))
        result[nomination.pk] = {
            text.key: _found(
                text,
                merged(
                    [
                        *(known := find(text.text)),
                        *find_contacts(text.text),
                        *subtract(find_in_directory(text.text, phrases), known),
                    ]
                ),
            )
            for text in texts_of(nomination)
        }
    return result


def _found(text: JudgedText, spans: Iterable[Span]) -> dict[str, Any]:
    places = [[span.start, span.end, str(span.kind)] for span in spans if text.text[span.start : span.end].strip()]
    return {"digest": text_digest(text.text), "found": places, "hidden": [], "shown": []}


def _members(teams: set[int | None]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    for person in User.objects.filter(team__in=[team for team in teams if team is not None], is_active=True):
        found[person.team_id or 0].append(person)
    return found


def _voices(entries: set[int]) -> dict[int | None, list[Voice]]:
    """Everybody who speaks for each entry: a nominator may be named in what another wrote."""
    found: dict[int | None, list[Voice]] = defaultdict(list)
    for nomination in Nomination.objects.filter(entry__in=entries).select_related("nominator__team", "nominee"):
        found[nomination.entry_id].append(voice_of(nomination))
    return found


def _counts(texts: dict[str, Any]) -> dict[str, int]:
    return dict(Counter(kind for held in texts.values() for _start, _end, kind in held["found"]))
