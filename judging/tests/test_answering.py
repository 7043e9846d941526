"""Invitations: the terms come before the first story, a no finds somebody else, a panel needs its quorum."""

import pytest
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, StaleState
from communications.models import Message
from judging.enums import AssignmentState, ConflictSource, DeclineReason, SeatRole
from judging.models import Assignment, CloseTie, Conflict, Panel, Seat
from judging.queries.aside import aside_of
from judging.queries.conflicts import findings
from judging.queries.quorum import meeting_short_of_quorum, short_of_quorum
from judging.queries.stood_aside import conflicts_listed
from judging.queries.terms import terms_for
from judging.refusals import ReasonTooShort
from judging.services.answering import decline_seat, sign_terms
from judging.services.assigning import assign_judges
from judging.services.deliberating import record_meeting
from judging.services.filling import leave_panel, stand_aside
from judging.services.panels import seat_judge, set_up_panel
from judging.services.planning import plan_assignment
from judging.services.terms import write_terms
from judging.tests.browsing import page, where
from judging.tests.factories import judged_cycle, scored_cycle, submitted_sheet
from nominations.models import Member
from nominations.rules import is_the_nominee
from programmes.enums import Stage
from programmes.models import Rulebook
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db

TERMS = "I keep what I read to myself and judge by the published criteria, and by nothing else."


def few_judges(each, **cycle):
    """A cycle in which each entry gets so many judges."""
    made = judged_cycle(**cycle)
    with before_opening(made[0]):
        Rulebook.objects.filter(pk=made[0].rulebook_id).update(judges_per_entry=each)
    made[0].rulebook.refresh_from_db()
    return made


def unsigned(seat):
    Seat.objects.filter(pk=seat.pk).update(terms=None, signed_at=None)
    seat.refresh_from_db()
    return seat


@pytest.mark.parametrize("name", ["panel", "sheet", "save", "stand_aside", "even_out", "panel_scores"])
def test_no_page_of_a_judge_shows_a_story_before_the_terms_are_signed(client, name):
    cycle, entries, [seat, _other], _chair = judged_cycle()
    sheet = submitted_sheet(seat, entries[0], {"impact": 3, "care": 3})
    unsigned(seat)
    arguments = [sheet.pk] if name in ("sheet", "save", "stand_aside") else where(cycle) if name != "panel" else []
    answer = page(client, seat.judge, name, *arguments, data={} if name == "save" else None)
    assert (answer.status_code, answer.url) == (302, reverse("judging:terms", args=[seat.pk]))
    shown = client.get(answer.url)
    assert shown.status_code == 200
    assert entries[0].reference not in shown.content.decode()


@pytest.mark.parametrize("name", ["seats", "results", "assign", "meeting"])
def test_no_page_of_a_chair_opens_before_the_terms_are_signed(client, name):
    cycle, _entries, _seats, chair = scored_cycle([[3, 3]])
    unsigned(chair)
    answer = page(client, chair.judge, name, *where(cycle))
    assert (answer.status_code, answer.url) == (302, reverse("judging:terms", args=[chair.pk]))


def test_signing_keeps_the_words_and_opens_the_panel(client):
    cycle, [entry, _second], [seat, _other], chair = few_judges(1)
    unsigned(seat)
    friend = entry.person
    data = {"digest": terms_for(cycle).digest, "agreed": "on", "close_to": friend.email.upper(), "cap": "7"}
    assert page(client, seat.judge, "terms", seat.pk, data=data).status_code == 302
    seat.refresh_from_db()
    assert (seat.terms.digest, seat.cap) == (data["digest"], 7)
    assert client.get(reverse("judging:panel")).status_code == 200
    conflict = Conflict.objects.get()
    assert (conflict.seat, conflict.entry, conflict.source) == (seat, entry, ConflictSource.CLOSE)
    assert [one.source_words for one in conflicts_listed(cycle, private=True)] == ["Declared by the judge"]
    assert conflicts_listed(cycle, private=False) == []
    found = Record.objects.get(verb="conflict.found")
    assert (found.data["source"], CloseTie.objects.get().person) == ("declared", friend)
    assert not Assignment.objects.filter(seat=seat, entry=entry).exists()
    assert chair.judge.has_perm("judging.rule_on_conflict", conflict)


def test_a_close_friend_in_a_nominated_team_is_a_conflict_with_that_team():
    cycle, [_other_team, entry], [seat, _other], _chair = judged_cycle(entries=2, nominee="team")
    CloseTie.objects.create(seat=seat, person=UserFactory(team=entry.team))
    assign_judges(cycle=cycle, actor=None)
    assert list(Conflict.objects.values_list("entry", "source")) == [(entry.pk, "close")]


def test_a_panel_signs_one_version_and_new_words_wait_for_the_next():
    maya = UserFactory()
    cycle, _entries, [seat, other], chair = judged_cycle(managers=[maya])
    for one in (seat, other, chair):
        unsigned(one)
    shipped = terms_for(cycle)
    organisations = write_terms(programme=None, text=TERMS, actor=AdministratorFactory())
    assert terms_for(cycle).row == organisations
    with pytest.raises(StaleState):
        sign_terms(seat=seat, digest=shipped.digest, actor=seat.judge)
    sign_terms(seat=seat, digest=organisations.digest, actor=seat.judge)
    own = write_terms(programme=cycle.programme, text=f"{TERMS} And I stand aside.", actor=maya)
    assert write_terms(programme=cycle.programme, text=own.text, actor=maya) == own
    assert terms_for(cycle).row == organisations
    with pytest.raises(NotAllowed):
        sign_terms(seat=other, digest=organisations.digest, actor=seat.judge)
    with pytest.raises(NotAllowed):
        write_terms(programme=None, text=TERMS, actor=maya)


def test_who_declines_says_why_and_others_get_the_entries():
    maya = UserFactory()
    cycle, entries, seats, chair = few_judges(2, entries=4, judges=3, managers=[maya])
    assign_judges(cycle=cycle, actor=None)
    begun = Assignment.objects.filter(seat=seats[0]).first()
    Assignment.objects.filter(pk=begun.pk).update(state=AssignmentState.STARTED)
    with pytest.raises(ReasonTooShort):
        decline_seat(seat=seats[0], reason=DeclineReason.OTHER, actor=seats[0].judge)
    decline_seat(seat=seats[0], reason=DeclineReason.TOO_MANY, words="Two rosters at once.", actor=seats[0].judge)
    live = Assignment.objects.filter(state=AssignmentState.ASSIGNED)
    assert sorted(live.values_list("entry", flat=True)) == sorted([one.pk for one in entries] * 2)
    assert set(live.values_list("seat", flat=True)) == {seats[1].pk, seats[2].pk}
    told = Message.objects.filter(template_key="judge_declined").values_list("to_person__email", flat=True)
    assert set(told) == {maya.email, chair.judge.email}
    back = seat_judge(cycle=cycle, judge=seats[0].judge, actor=maya)
    assert (back.left_at, back.declined_because, back.signed_at) == (None, "", None)


def test_a_judge_who_leaves_half_way_keeps_what_was_sent_and_others_get_the_rest():
    maya = UserFactory()
    cycle, entries, seats, _chair = few_judges(2, entries=3, judges=3, managers=[maya])
    assign_judges(cycle=cycle, actor=None)
    submitted = submitted_sheet_of(seats[0])
    leave_panel(seat=seats[0], actor=maya)
    counts = Assignment.objects.filter(state__in=["assigned", "submitted"]).values_list("entry", flat=True)
    assert sorted(counts) == sorted([entry.pk for entry in entries] * 2)
    submitted.refresh_from_db()
    assert submitted.state == AssignmentState.SUBMITTED


def submitted_sheet_of(seat):
    sheet = Assignment.objects.filter(seat=seat).first()
    values, entry = {"impact": 4, "care": 4}, sheet.entry
    sheet.delete()
    return submitted_sheet(seat, entry, values)


def test_standing_aside_gives_the_entry_to_another_judge_at_once():
    cycle, _entries, seats, _chair = few_judges(2, entries=2, judges=3)
    assign_judges(cycle=cycle, actor=None)
    sheet = Assignment.objects.filter(seat=seats[0]).first()
    stand_aside(seat=seats[0], entry=sheet.entry, reason="We share a car.", actor=seats[0].judge)
    live = Assignment.objects.filter(entry=sheet.entry, state=AssignmentState.ASSIGNED)
    assert set(live.values_list("seat", flat=True)) == {seats[1].pk, seats[2].pk}


def test_who_knows_a_category_best_gets_its_entries_and_a_cap_holds():
    cycle, entries, seats, _chair = few_judges(1, entries=3, judges=3)
    Seat.objects.filter(pk=seats[2].pk).update(cap=2)
    seats[2].preferred.add(entries[0].category)
    loads = {load.seat.pk: load.entries for load in plan_assignment(cycle).loads}
    assert loads[seats[2].pk] <= 2
    Seat.objects.exclude(pk=seats[2].pk).filter(role=SeatRole.JUDGE).update(cap=1)
    loads = {load.seat.pk: load.entries for load in plan_assignment(cycle).loads}
    assert loads[seats[2].pk] >= 1
    assert sum(loads.values()) == 3


def test_a_panel_without_its_quorum_neither_closes_its_scoring_nor_decides():
    maya = UserFactory()
    cycle, _entries, [seat, other], chair = judged_cycle(managers=[maya])
    assert short_of_quorum(cycle) == []
    set_up_panel(cycle=cycle, quorum=2, appeal_days=10, actor=maya)
    assert short_of_quorum(cycle) == []
    unsigned(other)
    words = ["The panel’s quorum is 2 judges; 1 has accepted."]
    assert [line.replace("have", "has") for line in short_of_quorum(cycle)] == words
    submitted_sheet(other, _entries[0], {"impact": 3, "care": 3})
    assert short_of_quorum(cycle) == []
    type(cycle).objects.filter(pk=cycle.pk).update(stage=Stage.DELIBERATING)
    cycle.refresh_from_db()
    assert meeting_short_of_quorum(cycle) == []
    record_meeting(cycle=cycle, met_at=None, attended=[chair.judge, maya], actor=maya)
    cycle = type(cycle).objects.get(pk=cycle.pk)
    assert meeting_short_of_quorum(cycle) == ["1 of the panel attended the meeting; its quorum is 2."]
    record_meeting(cycle=cycle, met_at=None, attended=[chair.judge, seat.judge], actor=maya)
    assert meeting_short_of_quorum(type(cycle).objects.get(pk=cycle.pk)) == []


def test_the_next_panel_starts_with_the_quorum_of_the_last():
    maya = UserFactory()
    cycle, *_ = judged_cycle(managers=[maya])
    set_up_panel(cycle=cycle, quorum=3, appeal_days=7, actor=maya)
    later = type(cycle).objects.get(pk=cycle.pk)
    later.pk, later.name, later.opens_at = None, "later", cycle.opens_at.replace(year=cycle.opens_at.year + 1)
    for field in ("screening_at", "judging_at", "deliberating_at", "announce_at", "evaluating_at", "closes_at"):
        setattr(later, field, getattr(cycle, field).replace(year=getattr(cycle, field).year + 1))
    later.save()
    seat_judge(cycle=later, judge=UserFactory(), actor=maya)
    assert Panel.objects.filter(cycle=later).values_list("quorum", "appeal_days").get() == (3, 7)


def test_conflicts_and_the_mix_of_a_panel_are_seen_before_anybody_is_asked(client):
    maya = UserFactory()
    cycle, [entry, _second], _seats, _chair = judged_cycle(managers=[maya])
    near, far = UserFactory(team=entry.person.team), UserFactory()
    seats = Seat.objects.count()
    answer = page(client, maya, "candidates", *where(cycle), data={"people": f"{near.email}\n{far.email}"})
    found = {person: [(one.pk, str(source)) for one, source in lines] for person, lines in answer.context["candidates"]}
    expected = [(one.pk, "same-team") for one in (entry, _second) if one.person.team_id == near.team_id]
    assert found == {near: expected, far: []}
    teams = {line.name: line for line in answer.context["spreads"][0].lines}
    assert (teams[near.team.name].candidates, teams[near.team.name].unheard) == (1, False)
    assert (Seat.objects.count(), Message.objects.count()) == (seats, 0)


def test_a_judge_who_is_named_as_one_of_a_team_stands_aside_from_it():
    cycle, [entry, _other_team], [seat, _other], _chair = judged_cycle(entries=2, nominee="team")
    Member.objects.create(nomination=entry.nominations.get(), person=seat.judge)
    assert [(one.seat, one.entry, one.source) for one in findings(cycle)] == [(seat, entry, ConflictSource.SELF)]
    assert aside_of(seat.judge, cycle).references == {entry.reference}
    assert is_the_nominee(seat.judge, entry)
