"""What every test shares: a transactional test may empty the tables of the trail and of business cases, which the database
otherwise refuses.
"""

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings

from audit import triggers
from programmes import case_triggers

# A busy machine is slow now and then: time is measured in benchmarks/, not by the properties.
settings.register_profile("laurel", deadline=None, max_examples=60)
settings.load_profile("laurel")


@pytest.fixture(autouse=True)
def _fresh_cache():
    yield
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _trail_can_be_emptied_between_tests():
    """Lift the triggers while a transactional test is torn down, and put them back before the next one."""
    tear_down = TransactionTestCase._fixture_teardown

    def without_triggers(self):
        for connection in connections.all():
            triggers.remove(connection)
            case_triggers.remove(connection)
        try:
            tear_down(self)
        finally:
            for connection in connections.all():
                triggers.install(connection)
                case_triggers.install(connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
    yield
    patch.undo()
