"""What a conflict does late: found after the assignment, ruled on after scoring, about somebody in the chair."""

import threading
from contextlib import closing

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from accounts.services.people import deactivate_person
from accounts.tests.factories import AdministratorFactory, TeamFactory, UserFactory
from audit.refusals import NotAllowed
from judging.enums import AssignmentState, ConflictSource, SeatRole
from judging.models import Assignment, Conflict, Seat
from judging.queries.conflicts import findings
from judging.queries.readiness import before_judging
from judging.queries.scores import counted_sheets
from judging.services.assigning import assign_judges
from judging.services.conflicts import declare_conflict, find_conflicts, rule_on_conflict
from judging.services.filling import look_for_conflicts
from judging.services.scoring import reopen_sheet
from judging.steps import begin_deliberating
from judging.tests.browsing import page, where
from judging.tests.factories import ConflictFactory, SeatFactory, judged_cycle, scored_cycle, submitted_sheet
from nominations.models import Member
from nominations.tests.factories import NominationFactory, NomineeFactory, accepted_entry
from programmes.enums import NomineeKind, Stage
from programmes.models import CriterionCategory, Cycle
from programmes.tests.factories import CategoryFactory, before_opening

pytestmark = pytest.mark.django_db
FOURS = {"impact": 4, "care": 4}


def second_category(cycle, like, **fields):
    """Another category of the same rules with the same criteria."""
    with before_opening(cycle):
        fields = {"code": "newcomer", "title": "Newcomer", "position": like.position + 1, **fields}
        other = CategoryFactory(rulebook=cycle.rulebook, **fields)
        for placed in list(CriterionCategory.objects.filter(category=like)):
            CriterionCategory.objects.create(criterion=placed.criterion, category=other, weight=placed.weight)
    return other


@pytest.mark.parametrize("stage", [Stage.JUDGING, Stage.DELIBERATING])
def test_a_sheet_that_was_sent_counts_again_when_its_conflict_is_cleared(stage):
    cycle, [one, two], [seat], chair = scored_cycle([[4], [4]], stage=Stage.JUDGING)
    reopened = seat.assignments.get(entry=two)
    reopen_sheet(sheet=reopened, reason="A slip.", actor=chair.judge)
    for entry in (one, two):
        declare_conflict(seat=seat, entry=entry, reason="I think we met.", actor=seat.judge)
    Cycle.objects.filter(pk=cycle.pk).update(stage=stage)
    assert counted_sheets(cycle, one.category) == {}
    for conflict in Conflict.objects.filter(seat=seat):
        rule_on_conflict(conflict=conflict, uphold=False, reason="They never met.", actor=chair.judge)
    assert set(counted_sheets(cycle, one.category)) == {(seat.judge_id, one.reference)}
    reopened.refresh_from_db()
    # What was not sent is given back only while it can be.
    assert reopened.state == (AssignmentState.STARTED if stage == Stage.JUDGING else AssignmentState.RECUSED)


def test_a_conflict_that_the_directory_brings_about_is_found_while_the_panel_scores_and_at_its_end():
    cycle, [entry], seats, _chair = judged_cycle(entries=1, judges=4)
    assign_judges(cycle=cycle, actor=None)
    nearest = entry.assignments.first().seat
    entry.person.line_manager = nearest.judge
    entry.person.save()
    cache.clear()
    assert (look_for_conflicts(), look_for_conflicts()) == (1, 0)
    assert set(entry.assignments.filter(state="assigned").values_list("seat", flat=True)) == {
        seat.pk for seat in seats if seat != nearest
    }
    late = next(seat for seat in seats if seat != nearest)
    entry.assignments.filter(seat=late).delete()
    submitted_sheet(late, entry, FOURS)
    entry.person.line_manager = late.judge
    entry.person.save()
    assert look_for_conflicts() == 0  # within the hour
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.DELIBERATING)
    cycle.refresh_from_db()
    begin_deliberating(cycle)
    assert Conflict.objects.filter(seat=late, source=ConflictSource.LINE_MANAGER).count() == 1
    assert counted_sheets(cycle, entry.category) == {}


def test_who_waits_to_be_heard_for_a_nominee_or_was_declined_does_not_judge_them():
    cycle, [entry, other], seats, _chair = judged_cycle(entries=2, judges=3)
    for seat, state in zip(seats, ("submitted", "declined", "withdrawn"), strict=True):
        NominationFactory(
            cycle=cycle,
            category=entry.category,
            nominee=NomineeFactory(person=entry.person),
            state=state,
            nominator=seat.judge,
            nominator_email=seat.judge.email,
        )
    found = {(one.seat.pk, one.entry.pk, one.source) for one in findings(cycle)}
    assert found == {(seat.pk, entry.pk, ConflictSource.NOMINATOR) for seat in seats[:2]}
    assert other.pk not in {entry_id for _seat, entry_id, _source in found}


def test_who_leads_the_nominees_team_or_manages_or_reports_to_one_of_a_nominated_team_is_found():
    cycle, [entry], seats, _chair = judged_cycle(entries=1, judges=5)
    leader, reports_to_leader, manager, report, far = (seat.judge for seat in seats)
    entry.person.team.leader = leader
    entry.person.team.save()
    team_category = second_category(cycle, entry.category, nominee=NomineeKind.TEAM)
    teams = accepted_entry(cycle, category=team_category, team=TeamFactory(leader=UserFactory()))
    named = UserFactory(line_manager=manager)
    Member.objects.create(nomination=teams.nominations.get(), person=named, name_given=named.full_name)
    for judge, boss in ((reports_to_leader, teams.team.leader), (report, named)):
        judge.line_manager = boss
        judge.save()
    assert {(one.seat.judge, one.entry, one.source) for one in findings(cycle)} == {
        (leader, entry, ConflictSource.LINE_MANAGER),
        (reports_to_leader, teams, ConflictSource.REPORT),
        (manager, teams, ConflictSource.LINE_MANAGER),
        (report, teams, ConflictSource.REPORT),
    }
    assert far not in {one.seat.judge for one in findings(cycle)}


def test_a_judges_cap_holds_also_where_what_they_began_is_in_a_later_category():
    cycle, [first], [seat], _chair = judged_cycle(entries=1, judges=1, stage=Stage.SCREENING)
    later = second_category(cycle, first.category)
    for _n in range(3):
        accepted_entry(cycle, category=first.category)
        accepted_entry(cycle, category=later)
    Seat.objects.filter(pk=seat.pk).update(cap=4)
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.JUDGING)
    cycle.refresh_from_db()
    for entry in cycle.entries.filter(category=later):
        submitted_sheet(seat, entry, FOURS)
    planned = assign_judges(cycle=cycle, actor=None)
    assert ([load.entries for load in planned.loads], len(planned.added)) == ([4], 1)
    assert seat.assignments.count() == 4


def test_a_judge_whose_account_is_closed_gives_up_what_is_not_sent():
    cycle, entries, seats, _chair = judged_cycle(entries=3, judges=4)
    gone, *others = seats
    submitted_sheet(gone, entries[0], FOURS)
    assign_judges(cycle=cycle, actor=None)
    seat_entries = [entry for entry in entries[1:] if not gone.assignments.filter(entry=entry).exists()]
    for entry in seat_entries:
        Assignment.objects.create(seat=gone, entry=entry)
    gone.assignments.filter(entry=entries[1]).update(state=AssignmentState.STARTED)
    deactivate_person(person=gone.judge, actor=AdministratorFactory())
    assert assign_judges(cycle=cycle, actor=None).problems == []
    states = dict(gone.assignments.values_list("entry", "state"))
    assert states == {entries[0].pk: "submitted", entries[1].pk: "withdrawn", entries[2].pk: "withdrawn"}
    assert [entry.assignments.filter(seat__in=others, state="assigned").count() for entry in entries] == [2, 3, 3]
    deactivate_person(person=others[0].judge, actor=AdministratorFactory())
    deactivate_person(person=others[1].judge, actor=AdministratorFactory())
    assert len(before_judging(cycle)) == 1


def test_a_chair_has_no_word_on_an_entry_from_which_they_stand_aside(client):
    cycle, [near, far], seats, chair = scored_cycle([[3, 3], [4, 4]], stage=Stage.JUDGING)
    other = SeatFactory(panel=cycle.panel, role=SeatRole.CHAIR)
    near.person.line_manager = chair.judge
    near.person.save()
    find_conflicts(cycle=cycle, actor=None)
    conflicts = [ConflictFactory(seat=seats[0], entry=entry) for entry in (near, far)]
    sheets = [seats[1].assignments.get(entry=entry) for entry in (near, far)]
    words = page(client, chair.judge, "seats", *where(cycle)).content.decode()
    own = [reverse("judging:rule", args=[*where(cycle), one.pk]) for one in conflicts]
    own += [reverse("judging:reopen", args=[*where(cycle), one.pk]) for one in sheets]
    assert [address in words for address in own] == [False, True, False, True]
    assert [client.get(address).status_code for address in own] == [403, 200, 403, 200]
    with pytest.raises(NotAllowed):
        rule_on_conflict(conflict=conflicts[0], uphold=True, reason="They share a car.", actor=chair.judge)
    with pytest.raises(NotAllowed):
        reopen_sheet(sheet=sheets[0], reason="Too low.", actor=chair.judge)
    rule_on_conflict(conflict=conflicts[0], uphold=True, reason="They share a car.", actor=other.judge)


def test_the_chair_of_one_category_rules_in_another_only_where_nobody_chairs_it():
    cycle, [entry], [seat], chair = judged_cycle(entries=1, judges=1)
    other = second_category(cycle, entry.category)
    chair.categories.set([other])
    conflict = ConflictFactory(seat=seat, entry=entry)
    assert chair.judge.has_perm("judging.rule_on_conflict", conflict)
    own = SeatFactory(panel=cycle.panel, role=SeatRole.CHAIR)
    own.categories.set([entry.category])
    assert [one.judge.has_perm("judging.rule_on_conflict", conflict) for one in (chair, own)] == [False, True]


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_two_who_assign_at_once_the_second_finds_nothing_left_to_do():
    cycle, entries, seats, _chair = judged_cycle(entries=2, judges=4)
    entries[0].person.line_manager = seats[0].judge
    entries[0].person.save()
    heard = []

    def meanwhile():
        with closing(connection):
            heard.append(assign_judges(cycle=Cycle.objects.get(pk=cycle.pk), actor=None).added)

    with transaction.atomic():
        other = threading.Thread(target=meanwhile)
        assert len(assign_judges(cycle=cycle, actor=None).added) == 6
        other.start()
        other.join(0.5)
        assert heard == []  # it waits its turn
    other.join()
    assert (heard, Conflict.objects.count(), Assignment.objects.count()) == ([[]], 1, 6)
