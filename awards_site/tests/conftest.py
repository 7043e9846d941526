import sqlite3
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection

from awards_site.celery import app


@pytest.fixture(scope="session")
def _seeded_file(tmp_path_factory):
    return tmp_path_factory.getbasetemp() / "seeded.sqlite3"


@pytest.fixture
def demo(live_server, settings, monkeypatch, _seeded_file):
    """The demo's programmes behind a live server; what the demo would print and send is left in the queue.

    Seeded once in this process: the next one who asks has a copy.
    """
    settings.DEMO = True
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    known = _seeded_file.exists()
    if not known:
        call_command("seed_demo", verbosity=0)
    with closing(sqlite3.connect(_seeded_file)) as file:
        source, copy = (file, connection.connection) if known else (connection.connection, file)
        source.backup(copy)
    return live_server.url
