"""Many names at once, nobody of ours, and asking the nominator who is meant."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, StaleState
from communications.models import Message
from nominations.calculations.days_in_words import day_in
from nominations.models import Enquiry, Nomination
from nominations.queries.eligibility import reasons_against
from nominations.queries.nominations import unmatched
from nominations.services.chasing import chase_answers
from nominations.services.enquiring import add_more, ask_for_more
from nominations.services.matching import mark_not_ours, match_clear_ones, match_nominee
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle
from programmes.enums import Stage

pytestmark = pytest.mark.django_db
MONTHS = {3: "March", 11: "November"}


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Byrne")


@pytest.fixture
def cycle(maya):
    return open_cycle(stage=Stage.SCREENING, managers=[maya], judging_at=timezone.now() + timedelta(days=20))


def named(cycle, given, **nominee):
    return NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given=given, **nominee))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Tuesday 3 November", date(2026, 11, 3)),
        ("the 3rd of nov, at noon", date(2026, 11, 3)),
        ("March 30th, 2025", date(2025, 3, 30)),
        ("30 March", date(2026, 3, 30)),
        ("28/11", date(2025, 11, 28)),
        ("2026-02-30 or so", None),
        ("last Tuesday", None),
    ],
)
def test_a_day_is_read_from_words_and_never_lies_after_them(words, day):
    assert day_in(words, date(2026, 11, 22), MONTHS) == day


def test_only_clear_names_are_matched_together_and_never_ones_own(cycle, maya):
    ferry = TeamFactory(name="Ferry Lane")
    samira = UserFactory(full_name="Samira Khan", team=ferry)
    UserFactory(full_name="Samir Khan")
    clear = named(cycle, "Samira Khan", team_given="Ferry Lane")
    unclear, own = named(cycle, "Samir"), named(cycle, "Maya Byrne")
    matched = match_clear_ones(cycle=cycle, actor=maya, ids=[clear.pk, unclear.pk, own.pk])
    assert [(one.pk, one.nominee.person) for one in matched] == [(clear.pk, samira)]


def test_who_is_nobody_of_ours_leaves_the_names_and_cannot_be_judged_until_it_is_matched_after_all(cycle, maya):
    nomination = named(cycle, "Darren in the blue van")
    mark_not_ours(nomination=nomination, actor=maya)
    assert not unmatched(cycle).exists()
    assert [(one.text, one.final) for one in reasons_against(cycle, [nomination])[nomination.pk]] == [
        ("Who is named is not one of ours.", True)
    ]
    with pytest.raises(StaleState):
        mark_not_ours(nomination=nomination, actor=maya)
    match_nominee(nomination=nomination, actor=maya, person=UserFactory())
    assert Nomination.objects.get().nominee.outside is False
    assert [record.verb for record in Record.objects.order_by("pk")] == ["nomination.not_ours", "nomination.matched"]


def test_the_nominator_says_who_is_meant_and_no_judge_reads_that(cycle, maya):
    grace = UserFactory(full_name="Grace Whitlock", site="Ferry Lane")
    nomination = named(cycle, "the lady on the phone")
    ask_for_more(nomination=nomination, actor=maya, question="Which site?", kind="who", days=3)
    message = Message.objects.get()
    assert (message.template_key, "Which site?" in message.body_text) == ("nomination_who_is_meant", True)
    add_more(nomination=nomination, actor=None, text="Grace, at Ferry Lane.")
    assert (nomination.evidence.count(), Enquiry.objects.get().answer) == (0, "Grace, at Ferry Lane.")
    match_nominee(nomination=nomination, actor=maya, person=grace)
    with pytest.raises(IllegalMove):
        ask_for_more(nomination=nomination, actor=maya, question="Who?", kind="who")


def test_a_question_is_reminded_of_once_then_lapses_and_can_be_asked_anew(cycle, maya):
    nomination = NominationFactory(cycle=cycle)
    enquiry = ask_for_more(nomination=nomination, actor=maya, question="Which day?")
    assert chase_answers() == 0
    now = timezone.now()
    Enquiry.objects.update(asked_at=now - timedelta(days=6), answer_by=now + timedelta(days=1))
    assert (chase_answers(), chase_answers()) == (1, 0)
    assert Message.objects.filter(template_key="nomination_question_reminder").count() == 1
    Enquiry.objects.update(answer_by=now - timedelta(hours=1))
    assert (chase_answers(), chase_answers()) == (1, 0)
    assert "did not answer by" in reasons_against(cycle, [nomination])[nomination.pk][0].text
    ask_for_more(nomination=nomination, actor=maya, question="Or which week?")
    assert len(reasons_against(cycle, [nomination])[nomination.pk]) == 1
    add_more(nomination=nomination, actor=None, text="In May.")
    assert reasons_against(cycle, [nomination])[nomination.pk] == []
    enquiry.refresh_from_db()
    assert (enquiry.answered_at, enquiry.lapsed_at is None) == (None, False)


def test_an_answer_is_due_before_judging_however_many_days_were_given(cycle, maya):
    enquiry = ask_for_more(nomination=NominationFactory(cycle=cycle), actor=maya, question="Which day?", days=60)
    assert enquiry.answer_by == cycle.judging_at


def test_the_page_of_names_matches_by_button_and_takes_the_same_queries_for_few_and_many(
    client, cycle, maya, settings, django_assert_num_queries
):
    settings.CYCLE_RAIL, settings.WAITING = [], []
    client.force_login(maya)
    samira = UserFactory(full_name="Samira Khan")
    path = reverse("nominations:names", args=[cycle.programme.slug, cycle.name])
    for count in (1, 6):
        for _ in range(count):
            first = named(cycle, "Samira Kahn")
        client.get(path)
        with django_assert_num_queries(10):
            page = client.get(path)
    assert page.context["rows"][0]["suggestions"][0].pk == samira.pk
    match = reverse("nominations:match", args=[cycle.programme.slug, cycle.name, first.reference])
    assert client.post(match, {"person": samira.pk, "then": "names"}).url == path
    assert client.post(path, {"nomination": [named(cycle, "Samira Khan").pk]}).status_code == 302
    assert Nomination.objects.filter(nominee__person=samira).count() == 2
