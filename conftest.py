"""What every test shares: a transactional test may empty tables that the database otherwise guards."""

import gc
import os
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import settings

from accounts.queries.organisation import the_organisation
from awards_site.queries import navigation
from awards_site.queries.waiting import remembered_count
from awards_site.tests import migrating
from awards_site.tests.guards import unguarded

# A busy machine is slow now and then: time is measured in benchmarks/, not by the properties.
settings.register_profile("laurel", deadline=None, max_examples=60)
settings.load_profile("laurel")


def pytest_collection_modifyitems(config, items):
    """Begin with what takes long, so that no worker is left with it at the end when the others have gone home.

    On the second database run only what touches it: a pure calculation is the same beside any server. And of a test with
    many cases run the first: it asks what the others ask.
    """
    items.sort(key=lambda item: not (item.get_closest_marker("browser") or "migrated_file" in item.fixturenames))
    if not os.environ.get("TEST_DATABASE_URL"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _belongs_to_the_second_run(item)])
    items[:] = [item for item in items if _belongs_to_the_second_run(item)]


def pytest_collection_finish():
    """Let Python look for rubbish seldom, and never in what is there for good: it was a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _belongs_to_the_second_run(item):
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("services")
    touches_a_server = marked or {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    cases = getattr(item, "callspec", None)
    return bool(touches_a_server) and (cases is None or not any(cases.indices.values()))


@pytest.fixture(scope="session")
def _quick_migrations():
    with pytest.MonkeyPatch.context() as patch:
        migrating.quicken(patch)
        yield patch


@pytest.fixture(scope="session")
def django_db_setup(_quick_migrations, django_db_setup, django_db_blocker, tmp_path_factory):
    """The test database as ever, sooner; on SQLite a copy of it is kept as migrations leave it, before any test has it."""
    _quick_migrations.undo()
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and connection.connection:  # nothing is made where no test asks for a database
            with closing(sqlite3.connect(_first_start(tmp_path_factory))) as copy:
                connection.connection.backup(copy)


@pytest.fixture(scope="session")
def migrated_file(django_db_setup, tmp_path_factory):
    """A file of SQLite as a first start makes it, for installations of a test's own to begin with a copy of.

    Migrating takes longer than most of what is played on such an installation.
    """
    file = _first_start(tmp_path_factory)
    if not file.exists():
        demo = {"LAUREL_DEMO": "1", "LAUREL_DATA": str(file.parent), "DJANGO_SETTINGS_MODULE": "awards_site.settings"}
        command = [sys.executable, "-m", "awards_site.tests.migrating"]
        subprocess.run(command, cwd=Path(__file__).parent, env={**os.environ, **demo}, check=True)
    return file


def _first_start(tmp_path_factory):
    folder = tmp_path_factory.getbasetemp() / "first-start"
    folder.mkdir(exist_ok=True)
    return folder / "laurel.sqlite3"


@pytest.fixture(autouse=True)
def _fresh_cache():
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _what_waits_is_known(request, monkeypatch):
    """The top bar remembers for a minute how much waits for somebody; to count it takes as long as much of a page.

    Here it is taken as remembered, as on all pages but the first of a minute. Tests of the count are marked ``counts``.
    """
    if not request.node.get_closest_marker("counts"):
        monkeypatch.setattr(navigation, "remembered_count", lambda person: remembered_count(person) or 0)


@pytest.fixture
def bare_answers(monkeypatch):
    """For tests that look at nothing of an answer but its number: no page is drawn for a refusal."""
    from awards_site.tests.bare_answers import bare  # brings every page of the site, which most test runs do not need

    bare(monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def _guarded_tables_can_be_emptied_between_tests():
    """Lift the triggers while a transactional test is torn down, and put them and what migrations wrote back before the next."""
    tear_down = TransactionTestCase._fixture_teardown

    def without_triggers(self):
        with ExitStack() as lifted:
            for one in connections.all():
                lifted.enter_context(unguarded(one))
            tear_down(self)
        the_organisation()

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
    yield
    patch.undo()
