"""A cycle with thousands of entries, judged and scored: what the judging pages and the load on them are measured with."""

import random
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from audit.digests import text_digest
from judging.enums import AssignmentState, SeatRole
from judging.models import Assignment, Panel, Score, Seat, Terms
from nominations.enums import EvidencePart, NominationState, NominatorKind
from nominations.models import Entry, Evidence, Nomination, Nominee
from programmes.enums import Stage
from programmes.models import Category, Criterion, Cycle, Programme

JUDGES_AN_ENTRY = 3
SENTENCE = "She stayed on the line until the water ran clear again and rang back the next morning to ask. "
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LargePanel:
    """The cycle, its judges in the order of their seats, and two of them who have a list of 120 and of 400 entries."""

    cycle: Cycle
    judges: list[User]
    list_120: User
    list_400: User


@transaction.atomic
def large_panel(*, slug: str, entries: int, judges: int, stage: str = Stage.JUDGING, shown: bool = True) -> LargePanel:
    """A new cycle of this programme with so many entries, each on the sheets of three judges, two thirds of them scored.

    ``shown`` gives two more judges lists of 120 and of 400 entries. Where the stage is later than judging, all is sent.
    """
    programme = Programme.objects.get(slug=slug)
    cycle = _cycle(programme, f"large-{entries}-{stage}", stage)
    category = cycle.rulebook.categories.order_by("pk").first()  # type: ignore[union-attr]  # _cycle takes one with rules
    made = _entries(cycle, category, entries)
    panel = Panel.objects.create(cycle=cycle)
    people = _people(f"{slug}-{cycle.name}", judges + 2)
    signed: dict[str, Any] = {"terms": _terms(), "signed_at": timezone.now()}
    seats = Seat.objects.bulk_create(
        Seat(panel=panel, judge=person, role=SeatRole.JUDGE, **signed) for person in people
    )
    _sheets(seats[:judges], made, stage)
    for seat, number in zip(seats[judges:], (120, 400), strict=True):
        if shown:
            _score(_assign([(seat, entry) for entry in made[:number]], stage), category, stage)
    if connection.vendor == "postgresql":
        transaction.on_commit(_analysed)
    return LargePanel(cycle, people[:judges], *people[judges:])


def _terms() -> Terms:
    text = "Judge what is told, tell nobody, and say whom you know."
    terms, _made = Terms.objects.get_or_create(programme=None, digest=text_digest(text), defaults={"text": text})
    return terms


def _analysed() -> None:
    """What autovacuum does within a minute of so many new rows."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _cycle(programme: Programme, name: str, stage: str) -> Cycle:
    now = timezone.now()
    last = programme.cycles.exclude(rulebook=None).order_by("-opens_at").first()
    if last is None:
        raise SystemExit(f"{programme.slug} has no cycle with rules.")
    back = -1 if stage == Stage.JUDGING else -20
    starts = ("opens_at", "screening_at", "judging_at", "deliberating_at", "announce_at", "evaluating_at", "closes_at")
    days = {field: now + (back + 10 * (number - 2)) * A_DAY for number, field in enumerate(starts)}
    return Cycle.objects.create(programme=programme, name=name, rulebook=last.rulebook, stage=stage, **days)


def _people(prefix: str, number: int) -> list[User]:
    password = make_password(None)
    return User.objects.bulk_create(
        User(email=f"{prefix}-{one}@bench.example", full_name=f"Judge {one} of {prefix}", password=password)
        for one in range(number)
    )


def _entries(cycle: Cycle, category: Category, number: int) -> list[Entry]:
    now, key = timezone.now(), cycle.pk
    people = _people(f"nominee-{key}", number)
    entries = Entry.objects.bulk_create(
        (Entry(reference=f"L{key}-{one:05}", cycle=cycle, category=category, person=p) for one, p in enumerate(people)),
        batch_size=1000,
    )
    nominees = Nominee.objects.bulk_create((Nominee(person=person) for person in people), batch_size=1000)
    nominations = Nomination.objects.bulk_create(
        (
            Nomination(
                reference=f"N{key}-{one:05}",
                cycle=cycle,
                category=category,
                nominee=nominee,
                entry=entry,
                state=NominationState.ACCEPTED,
                nominator_kind=NominatorKind.CUSTOMER,
                nominator_name="Jo Bloggs",
                submitted_at=now,
            )
            for one, (nominee, entry) in enumerate(zip(nominees, entries, strict=True))
        ),
        batch_size=1000,
    )
    parts = (EvidencePart.SITUATION, EvidencePart.ACTION, EvidencePart.RESULT)
    told = (Evidence(nomination=one, part=part, text=SENTENCE * 4) for one in nominations for part in parts)
    Evidence.objects.bulk_create(told, batch_size=1000)
    return entries


def _sheets(seats: list[Seat], entries: list[Entry], stage: str) -> None:
    """Three judges an entry, in turn; so every judge is tied to every other."""
    category = entries[0].category
    pairs = [
        (seats[(number + step * (1 + number // len(seats) % (len(seats) // JUDGES_AN_ENTRY))) % len(seats)], entry)
        for number, entry in enumerate(entries)
        for step in range(JUDGES_AN_ENTRY)
    ]
    _score(_assign(pairs, stage), category, stage)


def _assign(pairs: list[tuple[Seat, Entry]], stage: str) -> list[Assignment]:
    now = timezone.now()
    sent: dict[str, Any] = {"state": AssignmentState.SUBMITTED, "saved_at": now, "submitted_at": now, "version": 4}
    given = {"state": AssignmentState.STARTED} if stage == Stage.JUDGING else sent
    return Assignment.objects.bulk_create(
        (Assignment(seat=seat, entry=entry, position=one, **given) for one, (seat, entry) in enumerate(pairs)),
        batch_size=1000,
    )


def _score(sheets: list[Assignment], category: Category, stage: str) -> None:
    """Scores for all, or while judging for the first two thirds of each list's sheets."""
    chance, criteria = random.Random(len(sheets)), list(Criterion.objects.filter(places__category=category))
    low, high = category.rulebook.scale_low, category.rulebook.scale_high
    quality = {sheet.entry_id: chance.uniform(low, high) for sheet in sheets}
    scored = sheets if stage != Stage.JUDGING else [sheet for sheet in sheets if sheet.position % 3]
    Score.objects.bulk_create(
        (
            Score(
                assignment=sheet,
                criterion=criterion,
                value=Decimal(round(min(high, max(low, quality[sheet.entry_id] + chance.gauss(0, 0.6))))),
            )
            for sheet in scored
            for criterion in criteria
        ),
        batch_size=1000,
    )
