"""The panel's meeting: an agenda out of the results, votes of those who are there, a screen without names, minutes."""

import io

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady, StaleState
from judging.calculations.agenda import Matter, Standing, agenda
from judging.calculations.votes import tally
from judging.models import Assignment, Decision, Motion, Panel, TalkingPoint
from judging.queries.agenda import agenda_of
from judging.queries.sight import judges_sight
from judging.refusals import ReasonTooShort
from judging.services.computing import compute_results
from judging.services.deciding import confirm_decision, propose_decision
from judging.services.deliberating import put_on_the_table, record_meeting, write_minutes
from judging.services.minuting import print_minutes
from judging.services.motions import cast_vote, close_motion, propose_motion, withdraw_motion
from judging.services.talking_points import bring_to_the_meeting, take_off_the_agenda
from judging.tests.browsing import page, where
from judging.tests.factories import ConflictFactory, scored_cycle

ranks = st.none() | st.integers(1, 9)
standings = st.builds(
    Standing,
    entry=st.uuids().map(str),
    rank=ranks,
    p_first=st.none() | st.floats(0, 1),
    tied=st.booleans(),
    too_close=st.booleans(),
)


@settings(max_examples=40)
@given(st.lists(standings, max_size=8, unique_by=lambda one: one.entry), st.randoms(), st.data())
def test_the_order_of_entries_never_matters_to_the_agenda(found, shuffler, data):
    totals = {one.entry: data.draw(st.lists(st.floats(0, 100), max_size=4)) for one in found}
    flagged = {one.entry for one in found if data.draw(st.booleans())}
    first = agenda(found, totals, places=2, flagged=flagged)
    mixed = list(found)
    shuffler.shuffle(mixed)
    assert agenda(mixed, totals, places=2, flagged=flagged) == first
    assert {item.entry for item in first} >= flagged | {one.entry for one in found if one.too_close}
    assert all(item.matters for item in first)


@pytest.mark.parametrize(
    ("standing", "totals", "matters"),
    [
        (Standing("E", 1, 0.9, tied=False, too_close=False), [80.0, 78.0], ()),
        (Standing("E", 1, 0.9, tied=True, too_close=False), [80.0, 78.0], (Matter.TIED,)),
        (Standing("E", 7, 0.0, tied=True, too_close=False), [80.0, 78.0], ()),
        (Standing("E", 1, 0.9, tied=False, too_close=True), [80.0, 30.0], (Matter.TOO_CLOSE, Matter.SPLIT)),
        (Standing("E", 7, 0.01, tied=False, too_close=False), [80.0, 30.0], ()),
        (Standing("E", 7, 0.05, tied=False, too_close=False), [55.0, 30.0], (Matter.SPLIT,)),
        (Standing("E", None, None, tied=False, too_close=False), [], ()),
    ],
)
def test_what_is_level_close_or_split_within_reach_is_talked_about(standing, totals, matters):
    items = agenda([standing], {"E": totals}, places=2, flagged=[])
    assert tuple(matter for item in items for matter in item.matters) == matters


def test_level_votes_carry_nothing_and_abstaining_only_counts_as_voting():
    assert [tally(votes).carried for votes in (["for"], ["for", "against"], ["for", "abstain"], [])] == [
        True, False, True, False,
    ]  # fmt: skip
    assert tally(["for", "abstain", "against"]).cast == 3


@pytest.fixture
def scene():
    maya = UserFactory()
    cycle, entries, seats, chair = scored_cycle([[5, 1], [4, 4], [1, 1]], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    judges = [seat.judge for seat in seats]
    record_meeting(cycle=cycle, met_at=None, attended=[*judges, chair.judge, maya], actor=maya)
    return cycle, entries, seats, chair.judge, maya


@pytest.mark.django_db
def test_a_flag_puts_an_entry_on_the_agenda_without_its_judges_name(client, scene, django_assert_num_queries):
    cycle, entries, seats, chair, _maya = scene
    sheet = Assignment.objects.get(seat=seats[0], entry=entries[2])
    assert entries[2].pk not in {point.entry.pk for one in agenda_of(cycle) for point in one.points}
    assert page(client, seats[0].judge, "flag", sheet.pk, data={"why": "Was it luck?"}).status_code == 302
    shown = page(client, chair, "agenda", *where(cycle))
    points = {point.entry.pk: point for one in shown.context["agendas"] for point in one.points}
    assert points[entries[2].pk].wishes == ["Was it luck?"]
    assert seats[0].judge.full_name not in shown.content.decode().split('id="agenda"')[1]
    with pytest.raises(NotAllowed):
        bring_to_the_meeting(sheet=sheet, why="Mine.", actor=seats[1].judge)
    with django_assert_num_queries(3):
        agenda_of(cycle)
    take_off_the_agenda(sheet=sheet, actor=seats[0].judge)
    assert not TalkingPoint.objects.exists()


@pytest.mark.django_db
def test_those_of_the_panel_who_are_there_vote_and_the_count_decides(client, scene):
    cycle, _entries, seats, chair, maya = scene
    ines, ruth = seats[0].judge, seats[1].judge
    motion = propose_motion(cycle=cycle, text="That we hear the customer again.", actor=ines)
    with pytest.raises(NotReady):
        close_motion(motion=motion, actor=chair)
    assert (
        page(client, ines, "own_meeting", *where(cycle), data={"motion": motion.pk, "choice": "for"}).status_code == 302
    )
    cast_vote(motion=motion, voter=ruth, choice="against", actor=chair)
    cast_vote(motion=motion, voter=ruth, choice="abstain", actor=ruth)
    for voter, actor in ((maya, maya), (ruth, ines)):
        with pytest.raises(NotAllowed):
            cast_vote(motion=motion, voter=voter, choice="for", actor=actor)
    Panel.objects.filter(cycle=cycle).update(quorum=3)
    with pytest.raises(NotReady):
        close_motion(motion=motion, actor=chair)
    cast_vote(motion=motion, voter=chair, choice="abstain", actor=chair)
    assert close_motion(motion=motion, actor=chair).state == "carried"
    closed = Record.objects.get(verb="motion.closed").data
    assert closed == {"state": "carried", "for": 1, "against": 0, "abstained": 2}
    with pytest.raises(StaleState):
        cast_vote(motion=motion, voter=ines, choice="against", actor=ines)
    with pytest.raises(StaleState):
        withdraw_motion(motion=motion, actor=ines)


@pytest.mark.django_db
def test_who_stands_aside_has_no_vote_on_that_entry(scene):
    cycle, entries, seats, _chair, maya = scene
    motion = propose_motion(cycle=cycle, text="That it comes first.", entry=entries[0], actor=maya)
    ConflictFactory(seat=seats[0], entry=entries[0])
    with pytest.raises(NotAllowed):
        cast_vote(motion=motion, voter=seats[0].judge, choice="for", actor=seats[0].judge)
    with pytest.raises(NotAllowed):
        propose_motion(cycle=cycle, text="Again.", entry=entries[0], actor=seats[0].judge)
    assert Motion.objects.count() == 1


@pytest.mark.django_db
def test_the_shared_screen_follows_the_chair_and_names_nobody(client, scene):
    cycle, entries, seats, chair, maya = scene
    client.force_login(chair)
    address = reverse("judging:live", args=where(cycle))
    put_on_the_table(cycle=cycle, entry=entries[0], actor=chair)
    write_minutes(cycle=cycle, category=entries[0].category, text="We read both again.", actor=chair)
    motion = propose_motion(cycle=cycle, text="That we read on.", actor=maya)
    cast_vote(motion=motion, voter=seats[0].judge, choice="for", actor=seats[0].judge)
    news = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert news.lstrip().startswith('<div class="live"')
    for words in (entries[0].reference, "We read both again.", "1 for, 0 against"):
        assert words in news
    people = [seat.judge.full_name for seat in seats] + [chair.full_name, entries[0].person.full_name]
    whole = client.get(address).content.decode()
    assert [name for name in people if name in news or name in whole] == []


@pytest.mark.django_db
def test_the_minutes_are_printed_as_a_tagged_pdf(scene):
    cycle, entries, _seats, chair, _maya = scene
    write_minutes(cycle=cycle, category=entries[0].category, text="We read both again.", actor=chair)
    name, content = print_minutes(cycle=cycle, actor=chair, sight=judges_sight(cycle))
    assert name.endswith("-minutes.pdf")
    pdf = PdfReader(io.BytesIO(content))
    assert bool(pdf.trailer["/Root"]["/MarkInfo"]["/Marked"])
    assert "We read both again." in " ".join(" ".join(one.extract_text().split()) for one in pdf.pages)
    assert Record.objects.filter(verb="minutes.printed", actor=chair).count() == 1


@pytest.mark.django_db
def test_a_departure_takes_two_sentences_and_a_second_person(scene):
    cycle, entries, _seats, chair, maya = scene
    write_minutes(cycle=cycle, category=entries[0].category, text="We read both again.", actor=chair)
    for reason in ("", "Because. Because.", "It is better told."):
        with pytest.raises(ReasonTooShort):
            propose_decision(entry=entries[2], place=1, justification=reason, actor=chair)
    words = "It is better told than the others. Nobody else stayed after hours."
    decision = propose_decision(entry=entries[2], place=1, justification=words, actor=chair)
    assert decision.departs_from_ranking
    with pytest.raises(NotAllowed):
        confirm_decision(decision=decision, actor=chair)
    assert confirm_decision(decision=decision, actor=maya).state == "confirmed"
    assert Decision.objects.count() == 1
