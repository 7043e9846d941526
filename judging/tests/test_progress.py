"""How far judges are, counted by the database for all of them, is what counting sheet by sheet says."""

import pytest
from django.utils import timezone

from judging.enums import AssignmentState
from judging.models import Assignment, Score
from judging.queries.progress import Progress, progress_by_seat, progress_of, progress_on_page
from judging.queries.sheets import with_progress
from judging.tests.factories import AssignmentFactory, judged_cycle, submitted_sheet
from programmes.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


def test_sheets_of_every_kind_are_counted_as_one_by_one(django_assert_num_queries):
    cycle, entries, seats, chair = judged_cycle(entries=3, judges=2)
    without_criteria = CategoryFactory()
    submitted_sheet(seats[0], entries[0], {"impact": 3, "care": 4})
    begun = submitted_sheet(seats[0], entries[1], {"impact": 3})
    Assignment.objects.filter(pk=begun.pk).update(state=AssignmentState.STARTED, submitted_at=None)
    AssignmentFactory(seat=seats[0], entry=entries[2])
    AssignmentFactory(seat=seats[1], entry=entries[0], state=AssignmentState.RECUSED)
    AssignmentFactory(seat=seats[1], entry__category=without_criteria, entry__cycle=cycle)
    submitted_sheet(chair, entries[1], {"impact": 3, "care": 4})
    type(chair).objects.filter(pk=chair.pk).update(left_at=timezone.now())

    with django_assert_num_queries(4):
        found = dict(progress_by_seat(cycle))
    assert found == {seats[0]: Progress(3, 1, 1), seats[1]: Progress(1, 1, 0)}
    assert Score.objects.count() == 5
    for seat, progress in found.items():
        rows = with_progress(seat.assignments.exclude(state=AssignmentState.RECUSED))
        assert progress.scored == sum(sheet.scored >= sheet.criteria for sheet in rows)
    with django_assert_num_queries(0):
        whole = progress_on_page(cycle)
    assert whole == progress_of(cycle) == Progress(5, 2, 2)
