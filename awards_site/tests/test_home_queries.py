"""How much the home page asks of the database: the same for little as for much, and few questions for everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Team
from accounts.tests.factories import AdministratorFactory, UserFactory
from judging.enums import ConflictSource, SeatRole
from judging.tests.factories import AssignmentFactory, ConflictFactory, SeatFactory, judged_cycle
from nominations.enums import NominationState
from nominations.models import Nomination, Screening
from nominations.tests.factories import NominationFactory, NomineeFactory, accepted_entry
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.services.consultations import open_consultation
from programmes.services.rulebooks import draft_next_version
from programmes.tests.factories import LaunchTaskFactory, running_cycle
from recognition.tests.factories import announced_cycle

pytestmark = [pytest.mark.django_db, pytest.mark.counts]


def manages(person, many):
    for _number in range(many):
        screened = running_cycle(stage=Stage.SCREENING, managers=[person])
        NominationFactory(cycle=screened)
        judged, entries, seats, _chair = judged_cycle(managers=[person])
        ConflictFactory(seat=seats[0], entry=entries[0], source=ConflictSource.DECLARED, reason="My cousin")
        Cycle.objects.filter(pk=judged.pk).update(stage_since=timezone.now())
        announced_cycle(managers=[person])
        LaunchTaskFactory(programme=screened.programme, owner=person, due=timezone.localdate())


def judges(person, many):
    for _number in range(many):
        cycle, entries, seats, _chair = judged_cycle()
        seat = SeatFactory(panel=cycle.panel, judge=person, role=SeatRole.CHAIR)
        AssignmentFactory(seat=seat, entry=entries[0])
        ConflictFactory(seat=seats[0], entry=entries[1], source=ConflictSource.DECLARED, reason="My cousin")


def is_asked(person, many):
    for _number in range(many):
        cycle = running_cycle()
        draft = draft_next_version(programme=cycle.programme, actor=person)
        ends = timezone.now() + timedelta(days=9)
        open_consultation(rulebook=draft, actor=person, named=False, closes_at=ends)


def takes_part(person, many):
    for _number in range(many):
        announced_cycle(people=[person], consent=False)
        NominationFactory(
            cycle=running_cycle(), nominator=person, nominee=NomineeFactory(), state=NominationState.DRAFT
        )
        entry = accepted_entry(running_cycle(stage=Stage.SCREENING))
        Nomination.objects.filter(entry=entry).update(nominator=person)
        Screening.objects.create(nomination=Nomination.objects.get(entry=entry), eligible=True)


def leads(person, many):
    team = Team.objects.create(name="Ferry Lane", leader=person)
    for _number in range(many):
        announced_cycle(people=[UserFactory(team=team)], consent=False)
    takes_part(person, many)


# Everybody's: session, person, organisation; the doors and how much waits of what; what was written about them; lately; the
# programmes they manage. Beyond these one for what waits behind the doors that are open to them, one for each kind of thing
# that waits, and the cycles of programmes.
PEOPLE = {
    "manager": (UserFactory, [manages, is_asked], 13),
    "judge": (UserFactory, [judges, is_asked], 14),
    "administrator": (AdministratorFactory, [is_asked], 10),
    "team leader": (UserFactory, [leads, is_asked], 10),
    "team member": (UserFactory, [takes_part, is_asked], 10),
    "manager who judges and takes part": (UserFactory, [manages, judges, takes_part, is_asked], 18),
}


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("who", PEOPLE)
def test_the_home_page_asks_as_much_for_much_as_for_little(client, django_assert_num_queries, who, many):
    make, ways, queries = PEOPLE[who]
    person = make()
    for way in ways:
        way(person, many)
    client.force_login(person)
    shown = client.get("/")
    assert len(shown.context["waiting"]) >= many
    with django_assert_num_queries(queries):
        client.get("/")
