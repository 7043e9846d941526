"""What every test shares: a transactional test may empty tables that the database otherwise guards."""

import os

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings

from audit import triggers as trail
from programmes import case_triggers as cases
from programmes import triggers as rules

# A busy machine is slow now and then: time is measured in benchmarks/, not by the properties.
settings.register_profile("laurel", deadline=None, max_examples=60)
settings.load_profile("laurel")


def pytest_collection_modifyitems(config, items):
    """On the second database run only what touches it: a pure calculation is the same beside any server."""
    if not os.environ.get("TEST_DATABASE_URL"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _touches_a_server(item)])
    items[:] = [item for item in items if _touches_a_server(item)]


def _touches_a_server(item):
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("services")
    return bool(marked or {"db", "transactional_db", "live_server"} & set(item.fixturenames))


@pytest.fixture(autouse=True)
def _fresh_cache():
    yield
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _guarded_tables_can_be_emptied_between_tests():
    """Lift the triggers while a transactional test is torn down, and put them back before the next one."""
    tear_down = TransactionTestCase._fixture_teardown

    def without_triggers(self):
        for connection in connections.all():
            trail.remove(connection)
            rules.remove(connection)
            cases.remove(connection)
        try:
            tear_down(self)
        finally:
            for connection in connections.all():
                trail.install(connection)
                rules.install(connection)
                cases.install(connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
    yield
    patch.undo()
