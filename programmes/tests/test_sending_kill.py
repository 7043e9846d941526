"""A process that writes the copies of a message is killed in the middle: everybody gets it all the same, and once."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 25
BEGIN = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
from django.utils import timezone
from accounts.tests.factories import UserFactory
from programmes.models import PlannedMessage
from programmes.services.sending import send_due_messages
from programmes.tests.factories import ProgrammeFactory
UserFactory.create_batch({PEOPLE}, team=None)
PlannedMessage.objects.create(
    programme=ProgrammeFactory(), subject="It begins", body="Dear {{{{recipient_name}}}}", send_at=timezone.now(),
    state="scheduled",
)
send_due_messages()
"""
WORK = """
import sys, time
import django; django.setup()
from jobs.models import Job
from jobs.services import run
from programmes import tasks
from programmes.services import sending
sending.CHUNK = 2
without_a_copy = sending.people_without_a_copy
def slowly(planned, at_most):
    time.sleep(float(sys.argv[1]))
    return without_a_copy(planned, at_most)
sending.people_without_a_copy = slowly
run(Job.objects.get().pk)
"""


@pytest.fixture
def environment(tmp_path):
    for name in ("queue", "control", "media"):
        (tmp_path / name).mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "programmes.tests.kill_settings",
        "KILL_TEST_FOLDER": str(tmp_path),
        "KILL_TEST_BROKER": "filesystem://",
        "JOB_LEASE_SECONDS": "1",
    }
    environment.pop("TEST_DATABASE_URL", None)
    return environment


def asked(folder, question):
    with sqlite3.connect(folder / "test.sqlite3", timeout=20) as database:
        return database.execute(question).fetchone()


COPIES = "SELECT count(*) FROM programmes_recipient"


def test_a_message_whose_worker_is_killed_reaches_everybody_once(tmp_path, environment):
    def python(*arguments):
        return subprocess.Popen([sys.executable, "-c", *arguments], cwd=ROOT, env=environment)

    assert python(BEGIN).wait() == 0
    first = python(WORK, "0.2")
    until = time.monotonic() + 120
    while asked(tmp_path, COPIES)[0] < 4:
        assert first.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    first.kill()
    first.wait()
    half = asked(tmp_path, COPIES)[0]
    assert 4 <= half < PEOPLE
    # A chunk is written whole or not at all.
    assert asked(tmp_path, "SELECT count(*) FROM communications_message")[0] == half
    time.sleep(1.1)  # the lease runs out
    assert python(WORK, "0").wait() == 0
    assert asked(tmp_path, "SELECT state, attempts FROM jobs_job") == ("done", 2)
    counted = "SELECT count(*), count(DISTINCT to_person_id) FROM communications_message"
    assert asked(tmp_path, counted) == (PEOPLE, PEOPLE)
    assert asked(tmp_path, "SELECT state FROM programmes_plannedmessage") == ("sent",)
