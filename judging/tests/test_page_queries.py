"""The pages take the same queries for few entries and for many."""

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from judging.models import Assignment
from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.tests.browsing import where
from judging.tests.factories import (
    judged_cycle,
    scored_cycle,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [3, 40])
def test_the_panel_page_takes_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    cycle, _entries, seats, _chair = judged_cycle(entries=count, judges=3)
    assign_judges(cycle=cycle, actor=None)
    client.force_login(seats[0].judge)
    client.get(reverse("judging:panel"))
    with django_assert_num_queries(9):
        client.get(reverse("judging:panel"))


@pytest.mark.parametrize("count", [3, 40])
def test_the_score_sheet_takes_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    cycle, _entries, seats, _chair = judged_cycle(entries=count, judges=3)
    assign_judges(cycle=cycle, actor=None)
    sheet = Assignment.objects.filter(seat=seats[0]).first()
    client.force_login(seats[0].judge)
    with django_assert_num_queries(10):
        client.get(reverse("judging:sheet", args=[sheet.pk]))


@pytest.mark.parametrize("count", [3, 40])
def test_the_results_take_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    maya = UserFactory()
    cycle, *_ = scored_cycle([[1 + n % 5, 1 + n % 4] for n in range(count)], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    client.force_login(maya)
    client.get(reverse("judging:results", args=where(cycle)))
    with django_assert_num_queries(15):
        client.get(reverse("judging:results", args=where(cycle)))


@pytest.mark.parametrize("count", [3, 40])
def test_the_judging_page_takes_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    maya = UserFactory()
    cycle, *_ = judged_cycle(entries=count, judges=4, managers=[maya])
    assign_judges(cycle=cycle, actor=None)
    client.force_login(maya)
    client.get(reverse("judging:seats", args=where(cycle)))
    with django_assert_num_queries(14):
        client.get(reverse("judging:seats", args=where(cycle)))
