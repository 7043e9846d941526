"""Lately on For you: what concerns this person, nothing early, nobody else's, five at most."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from awards_site.queries.lately import lately_for
from judging.enums import ConflictSource, ConflictState, SeatRole
from judging.tests.factories import ConflictFactory, SeatFactory, judged_cycle
from nominations.enums import NominationState
from nominations.models import Nomination, Screening
from nominations.tests.factories import NominationFactory, NomineeFactory, accepted_entry
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import running_cycle
from recognition.enums import CertificateState
from recognition.models import Certificate
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def words(person):
    return [one.words for one in lately_for(person)]


def nominated(cycle, by, name, *, eligible):
    entry = accepted_entry(cycle, person=UserFactory(full_name=name))
    nomination = Nomination.objects.get(entry=entry)
    nomination.nominator = by
    if not eligible:
        nomination.state, nomination.entry = NominationState.DECLINED, None
    nomination.save()
    Screening.objects.create(nomination=nomination, eligible=eligible, reason="" if eligible else "Too late")


def test_a_nominator_reads_what_became_of_their_nominations():
    ama, cycle = UserFactory(), running_cycle(stage=Stage.SCREENING)
    nominated(cycle, ama, "Ben Hale", eligible=True)
    nominated(cycle, ama, "Cara Lund", eligible=False)
    nominated(cycle, UserFactory(), "Dee Ross", eligible=True)
    assert words(ama) == [
        "Your nomination of Cara Lund can’t be judged.",
        "Your nomination of Ben Hale goes to the judges.",
    ]


def test_a_nomination_that_was_put_back_is_not_spoken_of():
    ama, cycle = UserFactory(), running_cycle(stage=Stage.SCREENING)
    back = NominationFactory(cycle=cycle, nominator=ama, nominee=NomineeFactory())
    Screening.objects.create(nomination=back, eligible=True)
    assert words(ama) == []


def test_a_manager_reads_the_stage_a_cycle_reached_and_who_stood_aside():
    maya, (cycle, *_others) = UserFactory(), judged_cycle(stage=Stage.JUDGING)
    cycle.programme.managers.add(maya)
    Cycle.objects.filter(pk=cycle.pk).update(stage_since=NOW - timedelta(hours=3), title="autumn")
    seat, entry = cycle.panel.seats.first(), cycle.entries.first()
    ConflictFactory(seat=seat, entry=entry, source=ConflictSource.DECLARED, reason="My cousin")
    ConflictFactory(seat=seat, entry=cycle.entries.last(), source=ConflictSource.SAME_TEAM)
    assert words(maya) == [
        f"{seat.judge.full_name} stood aside from {entry.reference} in {cycle.programme.title}.",
        f"Judging began for {cycle.programme.title}, autumn.",
    ]


def test_a_chair_reads_who_stood_aside_and_the_judge_who_said_so_does_not():
    cycle, *_others = judged_cycle(stage=Stage.JUDGING)
    chair, judge = UserFactory(), cycle.panel.seats.first().judge
    SeatFactory(panel=cycle.panel, judge=chair, role=SeatRole.CHAIR)
    told = {"seat": cycle.panel.seats.get(judge=judge), "source": ConflictSource.DECLARED, "reason": "My cousin"}
    ConflictFactory(entry=cycle.entries.first(), **told)
    ConflictFactory(entry=cycle.entries.last(), state=ConflictState.CLEARED, ruled_by=chair, ruling="No kin", **told)
    assert (len(words(chair)), words(judge)) == (1, [])


def test_a_winner_reads_that_their_certificate_is_ready_and_names_stay_silent_before_the_embargo_ends():
    winner, maya = UserFactory(), UserFactory()
    early = announced_cycle(people=[winner], managers=[maya], embargo=timedelta(hours=1))
    Certificate.objects.update(state=CertificateState.READY, made_at=NOW, file="certificates/one.pdf")
    named = f"{early.programme.title}, {early.known_as}"
    assert (words(winner), words(maya)) == ([f"Your certificate is ready: {named}."], [])
    late = announced_cycle(managers=[maya])
    assert words(maya) == [f"The winners of {late.programme.title}, {late.known_as}, were named."]


def test_what_is_older_than_six_weeks_is_not_lately_and_five_are_enough():
    maya = UserFactory()
    for days in (*range(1, 8), 50):
        cycle = running_cycle(stage=Stage.OPEN, managers=[maya])
        Cycle.objects.filter(pk=cycle.pk).update(stage_since=NOW - timedelta(days=days))
    assert [(NOW - one.at).days for one in lately_for(maya)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("many", [1, 6])
def test_it_asks_as_much_for_much_as_for_little(many, django_assert_num_queries):
    ama = UserFactory()
    for number in range(many):
        cycle = announced_cycle(people=[ama], managers=[ama])
        nominated(cycle, ama, f"Ben {number}", eligible=True)
    with django_assert_num_queries(1):
        lately_for(ama)
