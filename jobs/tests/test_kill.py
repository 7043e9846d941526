"""A real Celery worker, killed in the middle of a job: the job is done all the same, and once in effect."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENQUEUE = """
import django; django.setup()
from jobs import services
services.enqueue(kind="test.slow", key="the one", title="Slow work", payload={})
"""
SWEEP = """
import django; django.setup()
from jobs import services
services.sweep()
"""


class Stage:
    """The folder, the database and the processes of one play."""

    def __init__(self, folder, broker, migrated_file):
        self.folder = folder
        for name in ("queue", "control", "steps", "media"):
            (folder / name).mkdir()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "jobs.tests.worker_settings",
            "KILL_TEST_FOLDER": str(folder),
            "KILL_TEST_BROKER": broker,
            "JOB_LEASE_SECONDS": "2",
            "JOB_PATIENCE_SECONDS": "1",
        }
        self.environment.pop("TEST_DATABASE_URL", None)
        shutil.copy(migrated_file, folder / "test.sqlite3")

    def python(self, *arguments):
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True, capture_output=True)

    @contextmanager
    def worker(self):
        command = [sys.executable, "-m", "celery", "-A", "awards_site", "worker", "--pool", "solo", "--without-mingle"]
        log = (self.folder / "worker.log").open("ab")
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            log.close()

    def job(self):
        with sqlite3.connect(self.folder / "test.sqlite3", timeout=20) as database:
            return database.execute("SELECT state, done, attempts, error FROM jobs_job").fetchone()

    def wait_for(self, reached, seconds=120):
        until = time.monotonic() + seconds
        while not reached(self.job()):
            if time.monotonic() > until:
                pytest.fail(f"{self.job()}\n{(self.folder / 'worker.log').read_text()[-3000:]}")
            time.sleep(0.05)


def play(stage):
    with stage.worker() as first:
        stage.python("-c", ENQUEUE)
        stage.wait_for(lambda job: job[1] >= 5)
        first.kill()
        first.wait()
    state, done, attempts, _ = stage.job()
    assert (state, attempts) == ("running", 1)
    assert 5 <= done < 30
    with stage.worker() as second:
        time.sleep(2.5)  # the lease runs out
        stage.python("-c", SWEEP)
        stage.wait_for(lambda job: job[0] == "done")
    steps = [path.read_text().split() for path in sorted((stage.folder / "steps").iterdir())]
    assert stage.job() == ("done", 30, 2, "")
    assert len(steps) == 30
    # What the first worker did was not done again: its steps come first, the other's follow, none is missing.
    assert [int(attempt) for attempt, _ in steps] == sorted(int(attempt) for attempt, _ in steps)
    assert {pid for _, pid in steps} == {str(first.pid), str(second.pid)}
    assert len(list(stage.folder.glob("media/jobs/*/*/done*.txt"))) == 1


def test_a_job_whose_worker_is_killed_is_done_once_on_the_broker_made_of_files(tmp_path, migrated_file):
    play(Stage(tmp_path, "filesystem://", migrated_file))


@pytest.mark.services
def test_a_job_whose_worker_is_killed_is_done_once_on_redis(tmp_path, migrated_file):
    url = os.environ.get("TEST_REDIS_URL", "")
    if not url and not os.environ.get("CI"):
        pytest.skip("TEST_REDIS_URL is not set")
    play(Stage(tmp_path, url, migrated_file))
