"""Signs of abuse: what is flagged, that a flag only asks somebody to look, and one voice for an address and a nominee."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady, StaleState
from nominations.calculations.story_likeness import count_links, likeness, print_of
from nominations.disposable import is_disposable
from nominations.enums import NominationState
from nominations.models import Flag, FormAnswer, Nomination
from nominations.queries.eligibility import reasons_against
from nominations.services.enquiring import add_more, ask_for_more
from nominations.services.flagging import look_at_new, set_aside
from nominations.services.matching import match_nominee
from nominations.services.screening import accept, accept_eligible
from nominations.services.submitting import NamedBefore, confirm
from nominations.tests.factories import EvidenceFactory, NominationFactory, NomineeFactory, open_cycle
from nominations.tokens import CONFIRM, token_for
from programmes.enums import Stage
from programmes.models import FormQuestion
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db
STORY = (
    "She drove forty miles on a Sunday evening with a water tank so that my mother could have her dialysis at home, "
    "and she rang us twice to ask how it went."
)
OTHER = (
    "He stayed behind after his shift and explained the new bill line by line until my father had understood it all."
)


@pytest.fixture
def maya():
    return UserFactory()


@pytest.fixture
def cycle(maya):
    return open_cycle(stage=Stage.SCREENING, managers=[maya])


def told(cycle, story, **nomination):
    made = NominationFactory(cycle=cycle, **nomination)
    EvidenceFactory(nomination=made, text=story)
    return made


def flags():
    return sorted(Flag.objects.values_list("nomination__nominator_email", "kind", "figure"))


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (STORY.upper().replace(",", " –"), 1.0),
        (STORY.replace("forty", "thirty"), 0.8),
        (OTHER, 0.0),
        ("Thank you so much.", 0.0),
    ],
)
def test_stories_are_alike_whatever_their_case_and_a_changed_word(other, alike):
    assert likeness(print_of(STORY).sketch, print_of(other).sketch) == pytest.approx(alike, abs=0.12)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/x and www.b.example and cheap-pills.shop.", 3),
        ("Write to her at sam@water.com or ring 0800 1.", 0),
        ("She said so.And then i.e. it worked", 0),
        ("cheap-pills.co.uk, casino.uk and bit.ly/x", 3),
        ("https://a.example/x,https://b.example;hxxp://c.example", 3),
    ],
)
def test_links_are_counted_and_addresses_are_not(text, links):
    assert count_links(text) == links


@pytest.mark.parametrize(
    ("email", "thrown"),
    [("a@mailinator.com", True), ("a@x.YOPMAIL.com", True), ("a@notmailinator.com", False), ("", False)],
)
def test_a_throw_away_address_is_known_by_its_domain_and_those_below_it(email, thrown):
    assert is_disposable(email) == thrown


def test_much_the_same_story_from_three_addresses_is_flagged_as_a_cluster_also_when_they_come_one_by_one(cycle):
    for number, story in enumerate([STORY, STORY.replace("forty", "thirty"), STORY.upper()]):
        told(cycle, story, nominator_email=f"c{number}@example.com")
        told(cycle, OTHER, nominator_email="deborah@example.com")
        assert look_at_new() == 2
        if number < 2:
            assert not Flag.objects.filter(kind="alike").exists()
    assert flags() == [(f"c{number}@example.com", "alike", 3) for number in range(3)]
    told(cycle, STORY, nominator_email="c3@example.com")
    look_at_new()
    assert {figure for _email, _kind, figure in flags()} == {4}
    assert {flag.like for flag in Flag.objects.all()} == {Nomination.objects.earliest("pk").reference}
    assert look_at_new() == 0
    first, second, *_rest = [
        reasons_against(cycle, [flag.nomination])[flag.nomination_id][0].text for flag in Flag.objects.order_by("pk")
    ]
    assert first == "Much the same story came from 4 addresses; this one is the first."
    assert second.endswith(f"; the first is {Nomination.objects.earliest('pk').reference}.")


def test_links_throw_away_addresses_and_a_second_voice_are_flagged_and_recorded_without_a_word_of_the_story(cycle):
    person = UserFactory()
    told(cycle, "http://a.example http://b.example http://c.example", nominator_email="x@mailinator.com")
    for _ in range(2):
        told(cycle, OTHER, nominator_email="twice@example.com", nominee=NomineeFactory(person=person))
    look_at_new()
    assert flags() == [
        ("twice@example.com", "twice", 0),
        ("x@mailinator.com", "disposable", 0),
        ("x@mailinator.com", "links", 3),
    ]
    assert {record.verb for record in Record.objects.all()} == {"nomination.flagged"}
    assert sorted(Record.objects.first().data) == ["figure", "kind", "like"]


def test_a_flag_deletes_nothing_and_keeps_it_from_being_accepted_with_others_until_it_is_set_aside(cycle, maya):
    flagged, plain = told(cycle, "www.a.example www.b.example www.c.example"), told(cycle, OTHER)
    screened = accept_eligible(cycle=cycle, actor=maya)
    assert (screened.accepted, [one for one, _why in screened.left]) == ([plain], [flagged])
    with pytest.raises(NotReady):
        set_aside(nomination=flagged, actor=maya, reason=" ")
    with pytest.raises(NotAllowed):
        set_aside(nomination=flagged, actor=UserFactory(), reason="Fine.")
    assert set_aside(nomination=flagged, actor=maya, reason="Links to our own pages.") == 1
    with pytest.raises(StaleState):
        set_aside(nomination=flagged, actor=maya, reason="Again.")
    assert reasons_against(cycle, [flagged])[flagged.pk] == []
    assert Record.objects.get(verb="nomination.flag_set_aside").actor == maya


def test_accepting_in_writing_sets_its_flags_aside_with_the_same_words(cycle, maya):
    flagged = told(cycle, OTHER, nominator_email="x@mailinator.com")
    look_at_new()
    accept(nomination=flagged, actor=maya, reason="I rang them.")
    assert Flag.objects.get().reason == "I rang them."


def test_a_whole_cluster_is_set_aside_at_once_but_for_what_concerns_the_actor(cycle, maya):
    for number in range(3):
        told(cycle, STORY, nominator_email=f"c{number}@example.com")
    told(cycle, STORY, nominee=NomineeFactory(person=maya))
    look_at_new()
    first = Nomination.objects.earliest("pk")
    assert set_aside(nomination=first, actor=maya, reason="A choir wrote together.", whole_cluster=True) == 3
    assert Flag.objects.get(set_aside_at=None).nomination.nominee.person == maya


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "other"}, {"set_aside_at": timezone.now()}, {"reason": "Because."}],
)
def test_the_database_refuses_a_flag_that_says_half(cycle, wrong):
    nomination = NominationFactory(cycle=cycle)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.create(**{"nomination": nomination, "kind": "links", **wrong})


def unconfirmed(cycle, given="Samira  at Ferry Lane!"):
    return NominationFactory(
        cycle=cycle,
        nominee=NomineeFactory(person=None, name_given=given),
        nominator_email="deborah@ashworth.example",
        state=NominationState.UNVERIFIED,
        submitted_at=None,
    )


def test_one_address_has_one_voice_for_a_nominee_and_reads_what_there_is(client):
    cycle = open_cycle()
    first, second, other = unconfirmed(cycle), unconfirmed(cycle, "samira at ferry lane"), unconfirmed(cycle, "Wes")
    confirm(nomination=first)
    confirm(nomination=other)
    with pytest.raises(NamedBefore) as refusal:
        confirm(nomination=second)
    assert refusal.value.first == first
    path = f"{reverse('nominations:confirm', args=[second.reference])}?token={token_for(second.reference, CONFIRM)}"
    page = client.post(path)
    assert (page.status_code, page.context["first"], page.context["can_replace"]) == (409, first, True)
    assert client.post(path, {"act": "instead"}).status_code == 302
    states = dict(Nomination.objects.values_list("pk", "state"))
    assert states == {first.pk: "withdrawn", second.pk: "submitted", other.pk: "submitted"}


def test_the_same_name_in_another_cycle_is_another_voice():
    for cycle in (open_cycle(), open_cycle()):
        confirm(nomination=unconfirmed(cycle))
    assert Nomination.objects.filter(state=NominationState.SUBMITTED).count() == 2


def test_a_story_that_was_added_to_is_looked_at_again(cycle, maya):
    told(cycle, STORY, nominator_email="a@example.com")
    told(cycle, STORY, nominator_email="b@example.com")
    thin = told(cycle, "Thank you.", nominator_email="c@example.com")
    assert (look_at_new(), look_at_new(), flags()) == (3, 0, [])
    ask_for_more(nomination=thin, actor=maya, question="What did she do?")
    add_more(nomination=thin, actor=None, text=STORY)
    assert look_at_new() == 1
    assert flags() == [(f"{name}@example.com", "alike", 3) for name in "abc"]


@pytest.mark.parametrize("last", [0, 1])
def test_a_second_voice_of_one_mailbox_is_found_in_whatever_order_names_are_matched(cycle, maya, last):
    samira = UserFactory()
    voices = [
        NominationFactory(cycle=cycle, nominator_email=email, nominee=NomineeFactory(person=None, name_given=given))
        for given, email in (("Sam", "kim+2@example.com"), ("Samira", "kim@example.com"), ("Samira", "jo@example.com"))
    ]
    look_at_new()
    accept(nomination=match_nominee(nomination=voices[1 - last], actor=maya, person=samira), actor=maya)
    match_nominee(nomination=voices[last], actor=maya, person=samira)
    assert [(flag.nomination, flag.kind, flag.like) for flag in Flag.objects.all()] == [
        (voices[last], "twice", voices[1 - last].reference)
    ]


def test_links_in_an_answer_and_in_the_hint_are_counted_too(cycle):
    made = told(cycle, STORY, nominee=NomineeFactory(hint="www.a.example"))
    with before_opening(cycle):
        question = FormQuestion.objects.create(rulebook=cycle.rulebook, code="more", title="More?", kind="long_text")
    FormAnswer.objects.create(nomination=made, question=question, text="www.b.example www.c.example")
    look_at_new()
    assert flags() == [(made.nominator_email, "links", 3)]


def test_three_labels_of_one_mailbox_are_two_voices_too_many(cycle):
    samira = NomineeFactory().person
    emails = ["kim+1@example.com", "kim+2@example.com", "kim@example.com", "kimberley@example.com"]
    voices = [told(cycle, STORY, nominator_email=email, nominee=NomineeFactory(person=samira)) for email in emails]
    look_at_new()
    twice = Flag.objects.filter(kind="twice")
    assert [(flag.nomination, flag.like) for flag in twice] == [(one, voices[0].reference) for one in voices[1:3]]


def test_what_is_accepted_before_the_clock_has_looked_is_looked_at_first(client, cycle, maya):
    made = told(cycle, STORY, nominator_email="x@mailinator.com")
    client.force_login(maya)
    accepted = reverse("nominations:accept", args=[cycle.programme.slug, cycle.name, made.reference])
    assert client.post(accepted).status_code == 422
    assert (Nomination.objects.get().state, Flag.objects.get().kind) == ("submitted", "disposable")
    client.post(accepted, {"reason": "Known to us."})
    assert Nomination.objects.get().state == "accepted"
