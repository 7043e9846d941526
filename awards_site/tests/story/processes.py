"""Laurel as it really runs: web, worker and clock as processes of their own, on files in a folder, for tests to play with."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from awards_site.tests.servers import free_port

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0  # seconds, on a machine that does other things too

# One hash for all: a real one takes a third of a second.
PREPARE = """
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from accounts.models import User
call_command("import_people", {people!r})
User.objects.update(password=make_password({password!r}))
User.objects.filter(email__in={administrators!r}).update(is_staff=True)
for words in {then!r}:
    call_command(*words)
"""
Command = tuple[object, ...]


class Processes:
    """One installation in a folder of its own: the demo's settings, a file of SQLite, the broker made of files.

    It begins with a copy of ``migrated_file``. ``url`` is where it answers while ``running()``.
    """

    def __init__(self, folder: Path, migrated_file: Path) -> None:
        self.folder = folder
        shutil.copy(migrated_file, folder / "laurel.sqlite3")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TEST_", "DJANGO_", "CELERY_")) and name not in {"DATABASE_URL", "REDIS_URL"}
        }
        self.environment |= {
            "LAUREL_DEMO": "1",
            "LAUREL_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "awards_site.settings",
            "JOB_PATIENCE_SECONDS": "1",
        }

    def prepare(
        self, people: Path, *, password: str, administrators: tuple[str, ...] = (), then: tuple[Command, ...] = ()
    ) -> None:
        """Make its people, all with the same password; then run several commands of manage.py, up to one that fails."""
        words = [tuple(map(str, command)) for command in then]
        known = {"people": str(people), "password": password, "administrators": administrators}
        self.manage("shell", "-c", PREPARE.format(then=words, **known))

    def manage(self, *arguments: object, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run one command of manage.py on this installation, whether or not it is running."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )
        if check and done.returncode:
            raise AssertionError(f"{arguments[0]} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    @contextmanager
    def running(self) -> Iterator["Processes"]:
        """Web, worker and clock as ``run_demo`` starts them; all of them have ended when this ends."""
        with self._process("run", "manage.py", "run_demo", "--port", str(self.port)):
            self.wait_until_ready()
            yield self

    @contextmanager
    def web_alone(self, **environment: str) -> Iterator["Processes"]:
        """Gunicorn without worker and clock, as when these are down."""
        environment |= {"WEB_BIND": f"127.0.0.1:{self.port}", "SITE_URL": self.url, "WEB_WORKERS": "1"}
        command = ("-m", "gunicorn", "-c", "awards_site/gunicorn.py", "awards_site.wsgi")
        with self._process("web", *command, **environment) as self.web:
            self.wait_until_ready()
            yield self

    def lose_the_web(self) -> None:
        """End gunicorn as a power cut would: nothing of it gets to say goodbye."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    @contextmanager
    def worker_and_clock(self) -> Iterator["Processes"]:
        """The other two, for an installation whose web runs already."""
        celery = ("-m", "celery", "--app", "awards_site", "--quiet")
        with (
            self._process("worker", *celery, "worker", "--pool", "solo", "--without-gossip"),
            self._process("clock", *celery, "beat", "--pidfile="),
        ):
            yield self

    def wait_until_ready(self) -> None:
        """Until /readyz answers."""
        self.wait_for(self._is_ready, "nothing answers at /readyz")

    def wait_for(self, reached: Callable[[], Any], words: str) -> Any:
        """What ``reached`` gives, as soon as it is true; fails with the processes' own words after PATIENCE."""
        until = time.monotonic() + PATIENCE
        while not (found := reached()):
            if time.monotonic() > until:
                raise AssertionError(f"{words}\n{self.logs()}")
            time.sleep(0.1)
        return found

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in the database, read from beside it."""
        database = sqlite3.connect(f"file:{self.folder / 'laurel.sqlite3'}?mode=ro", uri=True, timeout=20)
        try:
            return database.execute(statement, values).fetchall()
        finally:
            database.close()

    def logs(self) -> str:
        """The end of what each process has said."""
        return "\n".join(f"--- {path.name}\n{path.read_text()[-3000:]}" for path in sorted(self.folder.glob("*.log")))

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    @contextmanager
    def _process(self, name: str, *arguments: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**self.environment, **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield process
            finally:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
