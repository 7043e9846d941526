"""What nominees read of how they were scored: as much as the rules promise, and no word that the chair has not released."""

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady
from judging.models import Assignment, ReleasedRemark, Score
from judging.queries.feedback import feedback_on
from judging.queries.remarks import key_of, released_keys
from judging.services.releasing import release_remarks
from judging.tests.browsing import page, where
from judging.tests.factories import ConflictFactory, scored_cycle
from nominations.models import Nomination
from programmes.models import Rulebook
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db


def judged(totals, *, feedback="scores-and-comments", **cycle):
    cycle, entries, seats, chair = scored_cycle(totals, **cycle)
    with before_opening(cycle):
        Rulebook.objects.filter(pk=cycle.rulebook_id).update(feedback=feedback)
    cycle.rulebook.refresh_from_db()
    sheet = Assignment.objects.get(seat=seats[0], entry=entries[0])
    Assignment.objects.filter(pk=sheet.pk).update(comment="A night nobody forgets.")
    Score.objects.filter(assignment=sheet, criterion__code="impact").update(
        comment="She stayed until the water ran clear."
    )
    impact = Score.objects.get(assignment=sheet, criterion__code="impact").criterion_id
    return cycle, entries, chair, {"impact": key_of(sheet.pk, impact), "whole": key_of(sheet.pk, None)}


def test_the_chair_releases_some_words_and_takes_them_back_on_record():
    cycle, [entry, _other], chair, keys = judged([[3, 4], [5, 5]])
    for chosen in ([keys["impact"], "999999999999999999999999", "1-1"], [keys["whole"]]):
        release_remarks(cycle=cycle, category=entry.category, chosen=chosen, actor=chair.judge)
    assert released_keys(cycle, entry.category) == {keys["whole"]}
    records = Record.objects.filter(verb="remarks.released").order_by("pk")
    assert [record.data for record in records] == [
        {"category": "individual", "released": [keys["impact"]], "withdrawn": 0},
        {"category": "individual", "released": [keys["whole"]], "withdrawn": 1},
    ]


def test_only_the_chair_releases_and_only_what_the_rules_promise():
    maya = UserFactory()
    cycle, [entry, _other], _chair, keys = judged([[3, 4], [5, 5]], managers=[maya])
    with pytest.raises(NotAllowed):
        release_remarks(cycle=cycle, category=entry.category, chosen=[keys["whole"]], actor=maya)
    cycle, [entry, _other], chair, keys = judged([[3, 4], [5, 5]], feedback="scores")
    with pytest.raises(NotReady, match="Comments for nominees"):
        release_remarks(cycle=cycle, category=entry.category, chosen=[keys["whole"]], actor=chair.judge)
    assert not ReleasedRemark.objects.exists()


def test_a_chair_who_stands_aside_neither_reads_nor_changes_what_was_written_about_that_entry(client):
    cycle, [entry, _other], chair, keys = judged([[3, 4], [5, 5]])
    release_remarks(cycle=cycle, category=entry.category, chosen=[keys["whole"]], actor=chair.judge)
    ConflictFactory(seat=chair, entry=entry)
    assert "A night nobody forgets" not in page(client, chair.judge, "release", *where(cycle), "individual").text
    release_remarks(cycle=cycle, category=entry.category, chosen=[keys["impact"]], actor=chair.judge)
    assert released_keys(cycle, entry.category) == {keys["whole"]}


def test_a_nominee_reads_their_scores_beside_the_field_of_five_and_the_released_words():
    cycle, entries, chair, keys = judged([[3, 4], [5, 5], [1, 1], [2, 2], [4, 4]])
    release_remarks(cycle=cycle, category=entries[0].category, chosen=keys.values(), actor=chair.judge)
    told = feedback_on(entries[0])
    assert [(one.title, float(one.mean), float(one.all_entries), one.words) for one in told.criteria] == [
        ("Impact", 3.5, 3.1, ["She stayed until the water ran clear."]),
        ("Care", 3.5, 3.1, []),
    ]
    assert (told.words, told.judges, told.has_words) == (["A night nobody forgets."], 2, True)


def test_an_entry_that_is_judged_no_more_is_not_in_the_field_that_a_nominee_is_compared_with():
    _cycle, entries, _chair, _keys = judged([[3, 4], [5, 5], [1, 1], [2, 2], [4, 4], [5, 5]])
    Nomination.objects.filter(entry=entries[5]).update(state="withdrawn")
    told = feedback_on(entries[0])
    assert [(float(one.mean), float(one.all_entries)) for one in told.criteria] == [(3.5, 3.1), (3.5, 3.1)]


@pytest.mark.parametrize(
    ("feedback", "entries", "field", "words"),
    [("scores-and-comments", 4, False, True), ("scores", 5, True, False), ("none", 5, None, None)],
)
def test_no_more_is_told_than_was_promised_and_no_field_of_four(feedback, entries, field, words):
    cycle, found, chair, keys = judged([[3, 4]] * entries)
    release_remarks(cycle=cycle, category=found[0].category, chosen=keys.values(), actor=chair.judge)
    with before_opening(cycle):
        Rulebook.objects.filter(pk=cycle.rulebook_id).update(feedback=feedback)
    found[0].cycle.rulebook.refresh_from_db()
    told = feedback_on(found[0])
    assert (told and told.criteria[0].all_entries is not None, told and told.has_words) == (field, words)


def test_the_chair_ticks_the_comments_on_a_page_that_the_results_lead_to(client):
    cycle, _entries, chair, keys = judged([[3, 4], [5, 5]])
    address = reverse("judging:release", args=[*where(cycle), "individual"])
    assert address in page(client, chair.judge, "results", *where(cycle)).text
    page(client, chair.judge, "release", *where(cycle), "individual", data={"chosen": [keys["whole"]]})
    assert f'value="{keys["whole"]}" id="remark-{keys["whole"]}" checked' in client.get(address).text
