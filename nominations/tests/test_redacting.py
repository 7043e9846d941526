"""What judges of a blind rulebook read is found when a nomination is accepted, looked at, and touched up by hand."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services.personal_data import erase_person
from accounts.tests.factories import AdministratorFactory, TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady
from judging.queries.stories import stories_of
from nominations.calculations.redaction import Span
from nominations.models import FormAnswer, Nomination, Redaction
from nominations.queries.redaction_page import blinding_of
from nominations.queries.redactions import needs, to_look_at
from nominations.services.own_data import remove_nominator
from nominations.services.redacting import hide_everywhere, hide_words, look_at, show_words
from nominations.services.screening import accept_eligible, undo
from nominations.tests.factories import EvidenceFactory, NominationFactory, NomineeFactory, open_cycle
from programmes.enums import Stage
from programmes.models import FormQuestion
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db
STORY = "Samira from Leak response rang Kev on 07700 900123. Tom Hale helped; Kev said thanks, Gareth."


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Lindqvist")


@pytest.fixture
def nomination(maya):
    """An accepted nomination of Samira Haddad by Gareth Pugh."""
    cycle = open_cycle(managers=[maya])
    team = TeamFactory(name="Leak response")
    UserFactory(full_name="Tom Hale", team=TeamFactory(name="Debt support"))
    made = NominationFactory(
        cycle=cycle,
        nominator_name="Gareth Pugh",
        nominee=NomineeFactory(person=UserFactory(full_name="Samira Haddad", team=team)),
    )
    EvidenceFactory(nomination=made, text=STORY)
    accept_eligible(cycle=cycle, actor=maya)
    return Nomination.objects.get(pk=made.pk)


def read(nomination):
    """What judges read of its one text."""
    nomination = Nomination.objects.select_related("redaction").get(pk=nomination.pk)
    text = nomination.evidence.get()
    return blinding_of(nomination).words(text.text, text.pk, nomination.redaction.texts)


def at(nomination, words):
    """The first place of these words in its text."""
    text = nomination.evidence.get()
    start = text.text.index(words)
    return {str(text.pk): [Span(start, start + len(words), "")]}


def test_an_accepted_nomination_is_read_without_who_is_meant_and_its_text_stays(nomination):
    assert read(nomination) == (
        "The nominee from their team rang Kev on a phone number. A colleague helped; Kev said thanks, the nominator."
    )
    assert nomination.evidence.get().text == STORY
    assert nomination.redaction.looked_at is None


def test_words_are_hidden_and_shown_by_hand_and_the_trail_keeps_places_but_no_words(nomination, maya):
    hide_everywhere(nomination=nomination, words="kev", actor=maya)
    show_words(nomination=nomination, chosen=at(nomination, "Tom Hale"), actor=maya)
    assert read(nomination) == (
        "The nominee from their team rang (hidden) on a phone number. Tom Hale helped; (hidden) said thanks, the nominator."
    )
    hide_words(nomination=nomination, chosen=at(nomination, "Hale"), actor=maya)
    assert "Tom Hale helped" not in read(nomination)
    records = Record.objects.filter(verb__startswith="nomination.words").order_by("pk")
    assert [(record.verb, record.actor) for record in records] == [
        ("nomination.words_hidden", maya),
        ("nomination.words_shown", maya),
        ("nomination.words_hidden", maya),
    ]
    assert not [word for word in ("Kev", "Hale") for record in records if word in str(record.data)]


def test_each_story_waits_to_be_looked_at_until_somebody_says_so(nomination, maya):
    cycle = nomination.cycle
    assert [need["title"] for need in needs(cycle)] == ["Look at what judges read of 1 story"]
    assert look_at(nominations=[nomination], actor=maya) == 1
    assert look_at(nominations=[nomination], actor=maya) == 0
    assert (needs(cycle), to_look_at(cycle).count()) == ([], 0)
    assert Redaction.objects.get().looked_by == maya


def test_what_was_decided_survives_a_second_screening(nomination, maya):
    hide_everywhere(nomination=nomination, words="Kev", actor=maya)
    undo(nomination=nomination, actor=maya)
    accept_eligible(cycle=nomination.cycle, actor=maya)
    assert "Kev" not in read(nomination)


def test_a_text_that_an_erasure_changed_is_read_over_again(nomination, maya):
    look_at(nominations=[nomination], actor=maya)
    erase_person(person=nomination.nominee.person, reason="She asked.", actor=AdministratorFactory())
    assert "Samira" not in read(nomination)
    assert to_look_at(nomination.cycle).count() == 1


def test_words_hidden_by_hand_stay_hidden_when_their_nominator_has_their_name_removed(nomination, maya):
    hide_everywhere(nomination=nomination, words="Kev", actor=maya)
    EvidenceFactory(nomination=nomination, part="result", text="Kev again.")
    look_at(nominations=[nomination], actor=maya)
    hide_everywhere(nomination=nomination, words="again", actor=maya)
    Nomination.objects.filter(pk=nomination.pk).update(nominator=None, nominator_email="gareth@pugh.example")
    remove_nominator(nomination=Nomination.objects.get(pk=nomination.pk), with_story=False)
    told = stories_of([nomination.entry], blind=True)[nomination.entry_id].tellings[0].parts
    assert ["".join(piece.text for line in part.paragraphs for piece in line) for part in told] == [
        "The nominee from their team rang (hidden) on a phone number. A colleague helped; (hidden) said thanks, […].",
        "Kev (hidden).",
    ]
    assert to_look_at(nomination.cycle).count() == 1


def test_nothing_is_hidden_or_waits_where_judges_see_names(maya):
    cycle = open_cycle(managers=[maya])
    with before_opening(cycle):
        cycle.rulebook.blind = False
        cycle.rulebook.save(update_fields=["blind"])
    EvidenceFactory(nomination=NominationFactory(cycle=cycle))
    accept_eligible(cycle=cycle, actor=maya)
    assert (Redaction.objects.count(), needs(cycle), to_look_at(cycle).count()) == (0, [], 0)


def test_nobody_changes_it_without_the_right_or_once_decided(nomination, maya):
    with pytest.raises(NotAllowed):
        hide_everywhere(nomination=nomination, words="Kev", actor=UserFactory())
    with pytest.raises(NotReady):
        hide_everywhere(nomination=nomination, words="Kevin", actor=maya)
    nomination.cycle.stage = Stage.DECIDED
    with pytest.raises(NotReady):
        hide_everywhere(nomination=nomination, words="Kev", actor=maya)


def test_the_page_shows_both_sides_and_hides_ticked_words_without_script(client, nomination, maya):
    client.force_login(maya)
    cycle = nomination.cycle
    page = reverse("nominations:redaction", args=[cycle.programme.slug, cycle.name, nomination.reference])
    [text] = client.get(page).context["texts"]
    assert [(place.text, place.instead) for place in text.places] == [
        ("Samira", "the nominee"),
        ("Leak response", "their team"),
        ("07700 900123", "a phone number"),
        ("Tom Hale", "a colleague"),
        ("Gareth", "the nominator"),
    ]
    kev = next(word.name for word in text.words if word.text == "Kev")
    assert client.post(page, {"act": "hide", "word": [kev, "1:2", "x"]}).status_code == 302
    assert "rang (hidden) on" in read(nomination)
    client.post(page, {"act": "looked"})
    assert Redaction.objects.get().looked_by == maya


def test_the_list_costs_the_same_for_few_and_many(client, nomination, maya, django_assert_num_queries):
    client.force_login(maya)
    cycle = nomination.cycle
    page = reverse("nominations:redactions", args=[cycle.programme.slug, cycle.name])
    client.get(page)
    for count in (1, 9):
        for _ in range(count):
            EvidenceFactory(nomination=NominationFactory(cycle=cycle, submitted_at=timezone.now()))
        accept_eligible(cycle=cycle, actor=maya)
        with django_assert_num_queries(11):
            assert len(client.get(page).context["rows"]) == 1 + (1 if count == 1 else 10)
    client.post(page, {"nomination": [str(nomination.pk)]})
    assert to_look_at(cycle).count() == 10


def test_typed_answers_are_hidden_and_touched_up_like_the_story_and_what_was_decided_before_stays(
    client, nomination, maya
):
    cycle = nomination.cycle
    with before_opening(cycle):
        book = {"rulebook": cycle.rulebook}
        who = FormQuestion.objects.create(**book, code="who", position=0, title="Who saw it?", kind="text")
        aside = FormQuestion.objects.create(
            **book, code="aside", position=1, title="For us?", kind="text", for_judges=False
        )
    FormAnswer.objects.create(nomination=nomination, question=aside, text="Between us: Kev.")
    hide_everywhere(nomination=nomination, words="Kev", actor=maya)
    answer = FormAnswer.objects.create(nomination=nomination, question=who, text="Kev and Tom Hale, by the weir.")
    look_at(nominations=[nomination], actor=maya)
    client.force_login(maya)
    page = reverse("nominations:redaction", args=[cycle.programme.slug, cycle.name, nomination.reference])
    story, shown = client.get(page).context["texts"]
    assert ["".join(piece.text for line in shown.read for piece in line), shown.title] == [
        "Kev and a colleague, by the weir.",
        "Who saw it?",
    ]
    assert [place.text for place in story.places].count("Kev") == 2
    weir = next(word.name for word in shown.words if word.text == "weir")
    client.post(page, {"act": "hide", "word": [weir, shown.words[0].name, "a0:0:1"]})
    client.post(page, {"act": "show", "word": [shown.places[0].name]})
    told = stories_of([nomination.entry], blind=True)[nomination.entry_id].tellings[0].parts[-1]
    assert (
        "".join(piece.text for line in told.paragraphs for piece in line) == "(hidden) and Tom Hale, by the (hidden)."
    )
    answer.refresh_from_db()
    assert answer.text == "Kev and Tom Hale, by the weir."
    last = Record.objects.filter(verb="nomination.words_shown").last()
    assert (last.actor, last.data) == (maya, {"places": {f"a{answer.pk}": [[8, 16]]}})
