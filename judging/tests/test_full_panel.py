"""A full panel: every judge reads every entry that they may."""

import pytest
from django.urls import reverse

from judging.enums import AssignmentState
from judging.models import Assignment, Conflict
from judging.services.assigning import assign_judges
from judging.services.filling import stand_aside
from judging.services.planning import plan_assignment
from judging.tests.factories import SeatFactory, judged_cycle
from programmes.models import Rulebook
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    """Four judges and two entries; the rules ask for two judges at the least."""
    cycle, entries, seats, chair = judged_cycle(entries=2, judges=4)
    with before_opening(cycle):
        Rulebook.objects.filter(pk=cycle.rulebook_id).update(full_panel=True, judges_per_entry=3)
    cycle.rulebook.refresh_from_db()
    return cycle, entries, seats, chair


def readers(entry):
    live = Assignment.objects.filter(entry=entry).exclude(
        state__in=[AssignmentState.RECUSED, AssignmentState.WITHDRAWN]
    )
    return set(live.values_list("seat", flat=True))


def test_every_judge_gets_every_entry_whatever_number_stands_beside_it(panel):
    cycle, entries, seats, _chair = panel
    assert assign_judges(cycle=cycle, actor=None).problems == []
    assert [readers(entry) for entry in entries] == [{seat.pk for seat in seats}] * 2


def test_who_stands_aside_is_not_missed_until_fewer_are_left_than_a_result_needs(panel):
    cycle, entries, seats, _chair = panel
    assign_judges(cycle=cycle, actor=None)
    for seat in seats[:2]:
        stand_aside(seat=seat, entry=entries[0], reason="My sister.", actor=seat.judge)
    assert plan_assignment(cycle).problems == []
    assert readers(entries[0]) == {seat.pk for seat in seats[2:]}
    stand_aside(seat=seats[2], entry=entries[0], reason="My brother.", actor=seats[2].judge)
    assert plan_assignment(cycle).problems == [f"{entries[0].reference} lacks 1 judge of 2."]
    assert Conflict.objects.count() == 3


def test_a_judge_who_takes_no_more_keeps_their_cap_and_the_gap_is_named(panel):
    cycle, entries, seats, _chair = panel
    type(seats[0]).objects.filter(pk=seats[0].pk).update(cap=1)
    planned = assign_judges(cycle=cycle, actor=None)
    assert len(planned.problems) == 1
    assert "is not read by 1 judge, who takes no more." in planned.problems[0]
    assert sum(seats[0].pk in readers(entry) for entry in entries) == 1


def test_a_judge_who_comes_later_gets_everything_too(panel):
    cycle, entries, seats, _chair = panel
    assign_judges(cycle=cycle, actor=None)
    late = SeatFactory(panel=seats[0].panel)
    assign_judges(cycle=cycle, actor=None)
    assert all(late.pk in readers(entry) for entry in entries)


def test_the_public_rules_say_that_every_judge_reads_every_story(client, panel):
    cycle = panel[0]
    page = client.get(reverse("programmes:public_rules", args=[cycle.programme.slug])).content.decode()
    assert "Every judge of the panel; never fewer than 2" in page
