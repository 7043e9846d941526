"""A real Celery worker, killed while it prints certificates: none is lost and none is printed twice."""

import sqlite3
import time

from jobs.tests.test_kill import SWEEP, Stage

CERTIFICATES = 24
ANNOUNCE = f"""
import django; django.setup()
from recognition import services as recognition
from recognition.tests.factories import announced_cycle
recognition.announce(cycle=announced_cycle(people={CERTIFICATES}), actor=None)
"""


class Printing(Stage):
    """The stage of the jobs' own kill test, with the certificates on it."""

    def certificates(self):
        with sqlite3.connect(self.folder / "test.sqlite3", timeout=20) as database:
            return database.execute("SELECT code, state, made_at, file FROM recognition_certificate").fetchall()

    def files(self):
        return sorted(path.relative_to(self.folder / "media") for path in self.folder.glob("media/certificates/**/*.*"))


def test_a_worker_killed_among_certificates_loses_none_and_doubles_none(tmp_path, migrated_file):
    stage = Printing(tmp_path, "filesystem://", migrated_file)
    stage.python("-c", ANNOUNCE)
    with stage.worker() as first:
        stage.wait_for(lambda job: job[1] >= 5)
        first.kill()
        first.wait()
    made = {code: when for code, state, when, _file in stage.certificates() if state == "ready"}
    assert stage.job()[0] == "running"
    assert 5 <= len(made) < CERTIFICATES
    with stage.worker():
        time.sleep(2.5)  # the lease runs out
        stage.python("-c", SWEEP)
        stage.wait_for(lambda job: job[0] == "done")
    certificates = stage.certificates()
    assert stage.job()[:3] == ("done", CERTIFICATES, 2)
    assert [state for _code, state, _when, _file in certificates] == ["ready"] * CERTIFICATES
    # What was ready before was not printed again, and each has one file.
    assert {code: when for code, _state, when, _file in certificates if code in made} == made
    assert [str(path) for path in stage.files()] == sorted(file for _code, _state, _when, file in certificates)
    assert {path.read_bytes()[:5] for path in tmp_path.glob("media/certificates/**/*.pdf")} == {b"%PDF-"}
