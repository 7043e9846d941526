import pytest

from nominations.enums import NominatorKind
from nominations.queries.tally import for_cycle
from nominations.tests.factories import NominationFactory
from programmes.enums import Stage
from programmes.tests.factories import running_cycle

pytestmark = pytest.mark.django_db


def test_four_stories_are_not_counted_out_loud():
    cycle = running_cycle(stage=Stage.OPEN)
    assert for_cycle(cycle)["some"] is False
    NominationFactory.create_batch(4, cycle=cycle)
    assert for_cycle(cycle) == {"count": None, "customers": None, "hoped": None, "some": True}


def test_five_stories_are_counted_by_who_sent_them_and_nothing_else(django_assert_num_queries):
    cycle = running_cycle(stage=Stage.OPEN)
    NominationFactory.create_batch(3, cycle=cycle, nominator_kind=NominatorKind.COLLEAGUE)
    NominationFactory.create_batch(2, cycle=cycle, nominator_kind=NominatorKind.CUSTOMER)
    cycle.target_nominations = 40
    with django_assert_num_queries(1):
        assert for_cycle(cycle) == {"count": 5, "customers": 2, "hoped": 40, "some": True}
