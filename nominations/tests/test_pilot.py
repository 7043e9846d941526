"""While a programme is a pilot, only people of its teams can be named; the same everywhere."""

import pytest

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from nominations.queries.eligibility import reasons_against
from nominations.queries.nominees import find_nominees
from nominations.refusals import OutsidePilot
from nominations.services.drafting import begin_draft
from nominations.services.submitting import submit_by_colleague
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle
from programmes.queries.pilot import pilot_scope
from programmes.services.pilot import set_pilot

pytestmark = pytest.mark.django_db


@pytest.fixture
def north():
    return TeamFactory(name="North")


@pytest.fixture
def cast(north):
    """Somebody of a pilot team, of a team below it, of another team, and of none."""
    crew = TeamFactory(name="Crew", parent=north)
    return [
        UserFactory(full_name=f"Sam {name}", team=team)
        for name, team in (("In", north), ("Below", crew), ("Out", TeamFactory(name="South")), ("Alone", None))
    ]


@pytest.fixture
def cycle(north):
    cycle = open_cycle()
    set_pilot(programme=cycle.programme, teams=[north], actor=None)
    return cycle


def test_the_search_finds_people_of_the_pilot_teams_and_of_those_below(cycle, cast):
    searcher = UserFactory()
    assert {person.full_name for person in find_nominees(cycle, "sam", searcher).people} == {"Sam In", "Sam Below"}
    set_pilot(programme=cycle.programme, teams=[], actor=None)
    assert len(find_nominees(cycle, "sam", searcher).people) == 4


def test_a_nomination_of_somebody_outside_is_not_begun(cycle, cast):
    begun = []
    for person in cast:
        try:
            begin_draft(cycle=cycle, actor=UserFactory(), person=person)
        except OutsidePilot:
            continue
        begun.append(person.full_name)
    assert begun == ["Sam In", "Sam Below"]


def test_a_draft_from_before_the_pilot_is_not_sent_and_the_page_says_why(client, cycle, cast, north):
    set_pilot(programme=cycle.programme, teams=[], actor=None)
    writer = UserFactory()
    draft = begin_draft(cycle=cycle, actor=writer, person=cast[2])
    set_pilot(programme=cycle.programme, teams=[north], actor=None)
    with pytest.raises(OutsidePilot, match="Sam Out is not in one of its teams yet"):
        submit_by_colleague(nomination=draft, actor=writer)
    client.force_login(writer)
    page = client.post(f"/p/{cycle.programme.slug}/nominate/", {"person": cast[2].pk}, follow=True)
    assert "Sam Out is not in one of its teams yet" in page.content.decode()


def test_screening_says_who_stands_outside(cycle, cast):
    nominations = [NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person)) for person in cast]
    found = reasons_against(cycle, nominations)
    assert [[reason.text for reason in found[one.pk]] for one in nominations] == [
        [],
        [],
        ["The programme is a pilot, and the nominee’s team is not in it."],
        ["The programme is a pilot, and the nominee’s team is not in it."],
    ]


def test_a_name_that_nobody_has_matched_may_be_given(cycle):
    assert pilot_scope(cycle.programme).takes()


def test_starting_and_widening_are_in_the_trail_once_each(cycle, north):
    set_pilot(programme=cycle.programme, teams=[north], actor=None)
    set_pilot(programme=cycle.programme, teams=[], actor=None)
    records = Record.objects.filter(verb="pilot.changed").order_by("pk")
    assert [(record.before["teams"], record.data["teams"]) for record in records] == [
        ([], [north.pk]),
        ([north.pk], []),
    ]


def test_the_public_page_says_that_it_is_a_pilot(client, cycle):
    page = f"/p/{cycle.programme.slug}/"
    assert "<b>Pilot:</b> North." in client.get(page).content.decode()
    set_pilot(programme=cycle.programme, teams=[], actor=None)
    assert "Pilot:" not in client.get(page).content.decode()
