"""A meeting that is overtaken: by a ruling on a conflict, a second writer, a vote that changes while hands are counted."""

import time
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady
from judging.models import Assignment, Decision, Minutes, Vote
from judging.queries.kept_back import kept_back_from
from judging.queries.motions import voters_on
from judging.queries.readiness import before_decided
from judging.queries.reviews import why_not_reviewer
from judging.services.computing import compute_results
from judging.services.deciding import confirm_decision, propose_decision, sentences_in, withdraw_decision
from judging.services.deliberating import record_meeting, write_minutes
from judging.services.filling import rule_and_fill
from judging.services.motions import cast_vote, close_motion, propose_motion
from judging.services.reviews import ask_as_nominator
from judging.services.scoring import reopen_sheet, save_scores, submit_sheet
from judging.tests.browsing import page, where
from judging.tests.factories import AssignmentFactory, ConflictFactory, judged_cycle, scored_cycle
from nominations.models import Member, Nomination
from programmes.enums import Stage

pytestmark = pytest.mark.django_db
FIRST = "First by the ranking."


@pytest.fixture
def scene():
    """A panel of three in its meeting; the first judge alone puts the first entry first."""
    maya = UserFactory()
    cycle, entries, seats, chair = scored_cycle([[5, 3, 3], [1, 4, 4]], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    judges = [seat.judge for seat in seats]
    record_meeting(cycle=cycle, met_at=None, attended=[*judges, chair.judge, maya], actor=maya)
    write_minutes(cycle=cycle, category=entries[0].category, text="We read both.", actor=chair.judge)
    return cycle, entries, seats, chair.judge, maya


def upheld_now(scene):
    """The conflict of the first judge with the first entry turns out in the meeting, and the chair upholds it."""
    _cycle, entries, seats, chair, _maya = scene
    conflict = ConflictFactory(seat=seats[0], entry=entries[0])
    rule_and_fill(conflict=conflict, uphold=True, reason="They are married.", actor=chair)


def test_a_proposal_by_a_ranking_that_a_ruling_changed_is_not_confirmed(scene):
    cycle, entries, _seats, chair, maya = scene
    first = propose_decision(entry=entries[0], place=1, justification=FIRST, actor=maya)
    assert not first.departs_from_ranking
    upheld_now(scene)
    with pytest.raises(NotReady, match="The ranking has changed"):
        confirm_decision(decision=first, actor=chair)
    withdraw_decision(decision=first, reason="Overtaken.", actor=maya)
    again = propose_decision(entry=entries[1], place=1, justification=FIRST, actor=maya)
    assert confirm_decision(decision=again, actor=chair).departs_from_ranking is False
    assert before_decided(cycle) == []


def test_a_confirmed_place_by_a_ranking_that_changed_keeps_the_cycle_from_being_decided(scene):
    cycle, entries, _seats, chair, maya = scene
    decision = propose_decision(entry=entries[0], place=1, justification=FIRST, actor=maya)
    confirm_decision(decision=decision, actor=chair)
    assert before_decided(cycle) == []
    upheld_now(scene)
    assert [words.split(".")[0] for words in before_decided(cycle)] == [
        "Service Star: what counts has changed since place 1 was confirmed"
    ]
    reason = "She was there for the whole night. Nobody else was."
    withdraw_decision(decision=decision, reason="Overtaken.", actor=maya)
    confirm_decision(
        decision=propose_decision(entry=entries[0], place=1, justification=reason, actor=maya), actor=chair
    )
    assert before_decided(cycle) == []


def test_nothing_is_proposed_by_a_result_whose_scores_no_longer_count(scene):
    _cycle, entries, seats, _chair, maya = scene
    ConflictFactory(seat=seats[0], entry=entries[0])
    with pytest.raises(NotReady, match="Compute the results again"):
        propose_decision(entry=entries[0], place=1, justification=FIRST, actor=maya)
    assert not Decision.objects.exists()


def test_who_stands_aside_from_an_entry_does_not_take_its_place_away(scene):
    _cycle, entries, seats, chair, maya = scene
    decision = propose_decision(entry=entries[0], place=1, justification=FIRST, actor=maya)
    ConflictFactory(seat=seats[0].panel.seats.get(judge=chair), entry=entries[0])
    with pytest.raises(NotAllowed):
        withdraw_decision(decision=decision, reason="I would rather not.", actor=chair)


def test_a_long_reason_without_a_full_stop_is_read_at_once():
    began = time.process_time()
    assert sentences_in("because they did more " * 180) == 0
    assert time.process_time() - began < 0.5
    assert sentences_in("The customer said “they came back.” Nobody had asked them to (not even us).") == 2


def test_only_votes_of_who_may_vote_when_it_closes_carry_a_motion(scene):
    _cycle, entries, seats, chair, maya = scene
    motion = propose_motion(cycle=scene[0], text="That it comes first.", entry=entries[0], actor=maya)
    for seat, choice in zip(seats, ("for", "for", "against"), strict=True):
        cast_vote(motion=motion, voter=seat.judge, choice=choice, actor=seat.judge)
    upheld_now(scene)
    assert close_motion(motion=motion, actor=chair).state == "lost"
    facts = {"state": "lost", "for": 1, "against": 1, "abstained": 0, "left_out": 1}
    assert Record.objects.get(verb="motion.closed").data == facts


def test_who_is_named_in_a_nominated_team_has_no_vote_in_its_category():
    maya = UserFactory()
    cycle, [entry, _other], seats, _chair = scored_cycle([[5, 3], [1, 4]], managers=[maya], nominee="team")
    Member.objects.create(nomination=entry.nominations.get(), person=seats[1].judge)
    record_meeting(cycle=cycle, met_at=None, attended=[seat.judge for seat in seats], actor=maya)
    motion = propose_motion(cycle=cycle, text="That it comes first.", category=entry.category, actor=maya)
    assert voters_on(motion) == [seats[0].judge]


def test_counting_hands_changes_no_vote_that_its_judge_has_changed_meanwhile(client, scene):
    cycle, _entries, seats, chair, maya = scene
    ines, ruth = seats[0].judge, seats[1].judge
    motion = propose_motion(cycle=cycle, text="That we hear the customer.", actor=maya)
    cast_vote(motion=motion, voter=ines, choice="for", actor=ines)
    shown = page(client, chair, "votes", *where(cycle), motion.pk).content.decode()
    assert f'name="was-{ines.pk}" value="for"' in shown
    cast_vote(motion=motion, voter=ines, choice="against", actor=ines)
    sent = {
        f"was-{ines.pk}": "for",
        f"vote-{ines.pk}": "for",
        f"was-{ruth.pk}": "",
        f"vote-{ruth.pk}": "for",
        "hands": 1,
    }
    page(client, chair, "votes", *where(cycle), motion.pk, data=sent)
    assert dict(Vote.objects.values_list("voter", "choice")) == {ines.pk: "against", ruth.pk: "for"}


def test_the_second_of_two_who_write_minutes_reads_what_the_first_kept(client, scene):
    cycle, _entries, _seats, chair, maya = scene
    seen = page(client, chair, "minutes", *where(cycle), "individual").context["form"]["seen"].value()
    page(client, maya, "minutes", *where(cycle), "individual", data={"text": "Maya's words.", "seen": seen})
    told = page(client, chair, "minutes", *where(cycle), "individual", data={"text": "The chair's.", "seen": seen})
    assert (Minutes.objects.get().text, told.context["theirs"]) == ("Maya's words.", "Maya's words.")
    form = told.context["form"]
    assert form["text"].value() == "The chair's."
    both = {"text": "Both.", "seen": form["seen"].value()}
    assert page(client, chair, "minutes", *where(cycle), "individual", data=both).status_code == 302
    assert Minutes.objects.get().text == "Both."


def test_who_attended_and_has_left_stays_on_record(client, scene):
    cycle, _entries, seats, _chair, maya = scene
    gone = seats[0].judge
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    form = page(client, maya, "meeting", *where(cycle)).context["form"]
    data = {"met_at": "2026-11-05T10:00", "attended": form["attended"].value()}
    assert page(client, maya, "meeting", *where(cycle), data=data).status_code == 302
    assert gone in cycle.deliberation.attended.all()


def test_the_trail_tells_no_score_by_a_sheet_that_is_sent_or_reopened_while_others_score():
    maya = UserFactory()
    cycle, [entry], [seat, *_], chair = judged_cycle(entries=1, judges=2, managers=[maya])
    cycle.programme.managers.add(chair.judge)
    sheet = AssignmentFactory(seat=seat, entry=entry)
    save_scores(sheet=sheet, values={"impact": Decimal(4), "care": Decimal(2)}, version=0, actor=seat.judge)
    submit_sheet(sheet=sheet, actor=seat.judge)
    reopen_sheet(sheet=Assignment.objects.get(), reason="Asked for.", actor=chair.judge)
    for reader in (maya, chair.judge):
        seen = Record.objects.exclude(kept_back_from(reader)).filter(
            verb__in=["scores.saved", "sheet.submitted", "sheet.reopened"]
        )
        assert not seen.exists()


def test_who_nominated_by_an_email_address_alone_does_not_look_into_the_process():
    cycle, entries, _seats, _chair = scored_cycle([[3, 3], [5, 5]], stage=Stage.ANNOUNCED)
    nomination = Nomination.objects.select_related("cycle__programme").get(entry=entries[0])
    person = UserFactory(email=nomination.nominator_email.lower())
    type(cycle).objects.filter(pk=cycle.pk).update(stage_since=timezone.now())
    nomination.cycle.refresh_from_db()
    appeal = ask_as_nominator(nomination=nomination, words="Was it read?")
    assert why_not_reviewer(appeal, person) == f"{person.full_name} nominated or was nominated in this cycle."
