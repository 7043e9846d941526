import pytest
from django.urls import reverse

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, StaleState
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from nominations.queries.suggestions import suggestions_for
from nominations.services.matching import match_nominee, take_back_match
from nominations.services.screening import accept
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    ferry, north = TeamFactory(name="Customer Care"), TeamFactory(name="Networks North")
    return [
        UserFactory(full_name=name, team=team, site=site, known_as=known)
        for name, team, site, known in [
            ("Samira Khan", ferry, "Ferry Lane", ""),
            ("Samir Patel", north, "Hill Top", ""),
            ("Samira Haddad", north, "Hill Top", ""),
            ("Gráinne O’Dowd", north, "Hill Top", "Grace"),
            ("Wesley Okafor", north, "Hill Top", "Wes"),
        ]
    ]


def named(given, **nominee):
    return NomineeFactory.build(person=None, name_given=given, **nominee)


@pytest.mark.parametrize(
    ("given", "hint", "best"),
    [
        ("Samira at Ferry Lane", "", "Samira Khan"),
        ("Samira, the one who answered the phone", "in the Networks North team", "Samira Haddad"),
        ("Samira Haddad", "", "Samira Haddad"),
        ("grainne odowd", "", "Gráinne O’Dowd"),
        ("Grace something", "", "Gráinne O’Dowd"),
        ("Wes", "", "Wesley Okafor"),
        ("Okafor", "", "Wesley Okafor"),
    ],
)
def test_the_likeliest_person_comes_first(directory, given, hint, best):
    assert suggestions_for(named(given, hint=hint), "person")[0].name == best


def test_nobody_is_suggested_for_a_name_that_nobody_has(directory):
    assert suggestions_for(named("Xqzt"), "person") == []


def test_who_has_left_is_not_suggested(directory):
    directory[4].is_active = False
    directory[4].save()
    assert [one.name for one in suggestions_for(named("Wes Okafor"), "person") if one.name == "Wesley Okafor"] == []


def test_teams_are_suggested_for_a_category_for_teams(directory):
    assert suggestions_for(named("the people of network north"), "team")[0].name == "Networks North"


def test_suggestions_take_one_query_however_many_work_here(directory, django_assert_num_queries):
    UserFactory.create_batch(30)
    with django_assert_num_queries(1):
        suggestions_for(named("Samira"), "person")


def test_a_match_keeps_the_name_as_given_and_is_recorded_by_number(directory):
    maya = UserFactory()
    nomination = NominationFactory(cycle=open_cycle(), nominee=NomineeFactory(person=None, name_given="Sam"))
    match_nominee(nomination=nomination, actor=maya, person=directory[0])
    nominee = Nomination.objects.get().nominee
    assert (nominee.person, nominee.name_given, nominee.name) == (directory[0], "Sam", "Samira Khan")
    record = Record.objects.get()
    assert (record.before, record.data) == (
        {"person": None, "team": None},
        {"person": directory[0].pk, "team": None},
    )


def test_a_match_must_fit_the_category_and_name_one(directory):
    nomination = NominationFactory(cycle=open_cycle(), nominee=NomineeFactory(person=None, name_given="Sam"))
    for wrong in ({"team": TeamFactory()}, {}, {"team": TeamFactory(), "person": directory[0]}):
        with pytest.raises(NotAllowed):
            match_nominee(nomination=nomination, actor=UserFactory(), **wrong)


def test_what_was_screened_meanwhile_is_not_matched(directory):
    nomination = NominationFactory(
        cycle=open_cycle(), nominee=NomineeFactory(person=None, name_given="Sam"), state=NominationState.DECLINED
    )
    with pytest.raises(StaleState):
        match_nominee(nomination=nomination, actor=UserFactory(), person=directory[0])


def test_the_second_of_two_who_match_at_once_is_told_and_a_wrong_match_is_taken_back(client, directory):
    maya = UserFactory()
    cycle = open_cycle(managers=[maya])
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Sam"))
    match_nominee(nomination=nomination, actor=maya, person=directory[1])
    with pytest.raises(StaleState):
        match_nominee(nomination=Nomination.objects.get(), actor=UserFactory(), person=directory[0])
    client.force_login(maya)
    place = [cycle.programme.slug, cycle.name, nomination.reference]
    assert (
        "Not Samir Patel? Take the match back"
        in client.get(reverse("nominations:nomination", args=place)).content.decode()
    )
    client.post(reverse("nominations:match", args=place), {"undo": "yes"})
    nominee = Nomination.objects.get().nominee
    assert (nominee.matched, nominee.name) == (False, "Sam")
    with pytest.raises(StaleState):
        take_back_match(nomination=Nomination.objects.get(), actor=maya)


def test_what_is_matched_to_another_while_it_is_accepted_goes_to_nobody(directory):
    maya = UserFactory()
    NominationFactory(cycle=open_cycle(managers=[maya]), nominee=NomineeFactory(person=directory[0], name_given="Sam"))
    seen = Nomination.objects.select_related("nominee__person", "cycle__programme").get()
    take_back_match(nomination=Nomination.objects.get(), actor=maya)
    match_nominee(nomination=Nomination.objects.get(), actor=maya, person=directory[1])
    with pytest.raises(StaleState):
        accept(nomination=seen, actor=maya)
    assert (Nomination.objects.get().state, Entry.objects.count()) == ("submitted", 0)
