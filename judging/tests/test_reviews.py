"""A review of process: who may ask and until when, who may look into it, and what is told of it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, Refused, StaleState
from communications.models import Message
from judging import privacy, retention
from judging.models import Appeal, Decision, Panel
from judging.queries.justification import justification_of
from judging.queries.needs import needs
from judging.queries.reviews import Counts, review_link_of, review_link_of_nominee
from judging.queries.sight import judges_sight
from judging.queries.waiting import waiting
from judging.refusals import ReasonTooShort
from judging.services.reviews import answer_review, ask_as_nominator, ask_as_nominee, assign_review
from judging.tests.browsing import page, where
from judging.tests.factories import scored_cycle
from nominations.models import Nomination
from nominations.tests.factories import NominationFactory
from nominations.tokens import STATUS, token_for
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db

WORDS = "Was the patient’s letter read?"


@pytest.fixture
def scene():
    maya = UserFactory()
    cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]], stage=Stage.ANNOUNCED, managers=[maya])
    Cycle.objects.filter(pk=cycle.pk).update(stage_since=timezone.now() - timedelta(days=3))
    cycle.refresh_from_db()
    nomination = Nomination.objects.select_related("cycle__programme").get(entry=entries[0])
    return cycle, entries, seats, chair, maya, nomination


def asked(scene):
    return ask_as_nominator(nomination=scene[5], words=WORDS)


def test_a_nominator_asks_from_the_page_of_the_nomination_and_reads_the_answer_there(client, scene):
    cycle, _entries, _seats, _chair, maya, nomination = scene
    status = (
        f"{reverse('nominations:status', args=[nomination.reference])}?token={token_for(nomination.reference, STATUS)}"
    )
    # The address is signed anew by the second: what the page offers is followed.
    link = re.search(r'href="(/review/[^"]+)"', client.get(status).content.decode())[1]
    assert client.post(link, {"words": " "}).status_code == 422
    assert client.post(link, {"words": WORDS}).status_code == 302
    appeal = Appeal.objects.get()
    assert (appeal.state, appeal.asker_email, appeal.words) == ("asked", nomination.nominator_email, WORDS)
    assert Message.objects.get(template_key="review_asked").to_person == maya
    assert [need["url"] for need in needs(cycle)] == [reverse("judging:reviews", args=where(cycle))]
    reviewer = UserFactory()
    data = {"reviewer": reviewer.email}
    assert page(client, maya, "give_review", *where(cycle), appeal.pk, data=data).status_code == 302
    assert [thing["url"] for thing in waiting(reviewer)] == [reverse("judging:review", args=[appeal.pk])]
    found = {"finding": "upheld", "answer": "It was not. It is now, and the panel has met again."}
    assert page(client, reviewer, "review", appeal.pk, data=found).status_code == 302
    told = Message.objects.get(template_key="review_answered")
    assert (told.to_address, found["answer"] in told.body_text) == (nomination.nominator_email, True)
    client.logout()
    assert found["answer"] in client.get(link).content.decode()
    assert waiting(reviewer) == []
    trail = Record.objects.filter(target_type="judging.appeal").order_by("pk").values_list("verb", flat=True)
    assert list(trail) == ["review.asked", "review.assigned", "review.answered"]


@pytest.mark.parametrize(
    ("stage", "days_ago", "days", "may"),
    [
        (Stage.DECIDED, 1, 14, False),
        (Stage.ANNOUNCED, 1, 14, True),
        (Stage.ANNOUNCED, 13, 14, True),
        (Stage.ANNOUNCED, 15, 14, False),
        (Stage.ANNOUNCED, 15, 30, True),
        (Stage.ANNOUNCED, 1, 0, False),
    ],
)
def test_a_review_may_be_asked_for_in_the_days_after_the_announcement(scene, stage, days_ago, days, may):
    cycle, _entries, _seats, _chair, _maya, nomination = scene
    Panel.objects.filter(cycle=cycle).update(appeal_days=days)
    since = timezone.now() - timedelta(days=days_ago)
    Cycle.objects.filter(pk=cycle.pk).update(stage=stage, stage_since=since)
    nomination = Nomination.objects.select_related("cycle__programme").get(pk=nomination.pk)
    assert (review_link_of(nomination) is not None) == may
    if may:
        assert ask_as_nominator(nomination=nomination, words=WORDS).open
    else:
        with pytest.raises(Refused):
            ask_as_nominator(nomination=nomination, words=WORDS)


def test_nobody_asks_twice_and_a_nominee_asks_beside_the_nominator(scene):
    _cycle, entries, _seats, _chair, _maya, nomination = scene
    asked(scene)
    with pytest.raises(StaleState):
        ask_as_nominator(nomination=nomination, words=WORDS)
    person = entries[0].person
    ask_as_nominee(entry=entries[0], words=WORDS, actor=person)
    with pytest.raises(StaleState):
        ask_as_nominee(entry=entries[0], words=WORDS, actor=person)
    assert review_link_of_nominee(entries[0], person)["button"] == "See the review"


def test_only_somebody_without_a_part_in_the_result_looks_into_it(scene):
    cycle, entries, seats, chair, maya, _nomination = scene
    appeal = asked(scene)
    decider, team = UserFactory(), TeamFactory()
    nominator = UserFactory()
    NominationFactory(cycle=cycle, category=entries[0].category, nominator=nominator, state="submitted")
    outsider = UserFactory(team=None)
    type(outsider).objects.filter(pk=outsider.pk).update(is_external=True)
    outsider.refresh_from_db()
    Decision.objects.create(
        cycle=cycle,
        category=entries[1].category,
        entry=entries[1],
        place=1,
        justification="First.",
        proposed_by=decider,
    )
    for person in (seats[0].judge, chair.judge, decider, nominator, entries[0].person, outsider):
        with pytest.raises(NotAllowed):
            assign_review(appeal=appeal, reviewer=person, actor=maya)
    reviewer = UserFactory(team=team)
    with pytest.raises(NotAllowed):
        assign_review(appeal=appeal, reviewer=reviewer, actor=chair.judge)
    assign_review(appeal=appeal, reviewer=reviewer, actor=maya)
    with pytest.raises(NotAllowed):
        answer_review(appeal=appeal, upheld=True, answer="It is so.", actor=maya)
    with pytest.raises(ReasonTooShort):
        answer_review(appeal=appeal, upheld=True, answer=" ", actor=reviewer)
    answer_review(appeal=appeal, upheld=False, answer="The rules were kept.", actor=reviewer)
    with pytest.raises(StaleState):
        answer_review(appeal=appeal, upheld=True, answer="On second thoughts.", actor=reviewer)
    with pytest.raises(StaleState):
        assign_review(appeal=appeal, reviewer=UserFactory(), actor=maya)


def test_the_justification_counts_them_and_erasure_and_retention_empty_them(scene):
    cycle, entries, _seats, _chair, maya, nomination = scene
    appeal = asked(scene)
    person = entries[1].person
    ask_as_nominee(entry=entries[1], words=WORDS, actor=person)
    reviewer = UserFactory()
    assign_review(appeal=appeal, reviewer=reviewer, actor=maya)
    answer_review(appeal=appeal, upheld=True, answer="It was not read.", actor=reviewer)
    report = justification_of(cycle, entries[0].category, judges_sight(cycle))
    assert report.reviews == Counts(asked=2, upheld=1, not_upheld=0)
    assert privacy.export(person)["reviews_asked"] == [{"words": WORDS, "state": "asked", "answer": ""}]
    privacy.erase(person)
    assert Appeal.objects.get(asker=person).words == "—"
    retention.remove_names(cycle)
    appeal.refresh_from_db()
    assert (appeal.words, appeal.answer, appeal.asker_email, appeal.state) == ("—", "—", "", "upheld")
    assert nomination.pk == appeal.nomination_id


def test_the_list_of_reviews_takes_the_same_queries_for_few_and_many(client, scene, django_assert_num_queries):
    cycle, entries, _seats, _chair, maya, _nomination = scene
    for _ in range(12):
        made = NominationFactory(cycle=cycle, category=entries[0].category, state="declined", entry=None)
        ask_as_nominator(nomination=Nomination.objects.select_related("cycle__programme").get(pk=made.pk), words=WORDS)
    page(client, maya, "reviews", *where(cycle))
    with django_assert_num_queries(10):
        assert len(client.get(reverse("judging:reviews", args=where(cycle))).context["reviews"]) == 12
