"""A production of its own: a new database, Redis, a mail server, and the processes that README.md names."""

import fcntl
import http.client
import os
import pty
import secrets
import select
import shlex
import signal
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from awards_site.tests.operations.readme import ROOT
from awards_site.tests.servers import free_port

HOST = "awards.example.org"
SECONDS_TO_STOP = 15


def _own_the_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def new_database(server):
    """An empty database on this server; gives its DATABASE_URL."""
    name = f"laurel_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Site:
    """The environment of a production and what is done with it."""

    def __init__(self, folder, database, redis, mail):
        self.folder, self.port = folder, free_port()
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(folder),
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "EMAIL_URL": mail,
            "DEFAULT_FROM_EMAIL": "awards@example.org",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "CLOCK_FILE": str(folder / "clock"),
            "WEB_BIND": f"127.0.0.1:{self.port}",
            "WEB_WORKERS": "1",
            "JOB_PATIENCE_SECONDS": "300",  # the clock would send what the broker lost; here nothing may be lost
        }
        self.processes = {}

    def run(self, command, **extra):
        """Run one documented command to its end; gives what it said."""
        done = subprocess.run(
            shlex.split(command), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, **extra
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def answer(self, command, answers):
        """Run a command that asks, at a terminal of its own, and give it the answers in turn."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            shlex.split(command),
            cwd=ROOT,
            env=self.environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_own_the_terminal,  # noqa: PLW1509 — one call of the kernel, no lock
        )
        os.close(theirs)
        said = ""
        for question, words in answers:
            said = self._listen(ours, said, question)
            os.write(ours, f"{words}\n".encode())
        said = self._listen(ours, said, "successfully")
        assert process.wait(timeout=20) == 0, said
        os.close(ours)  # only now: a terminal that goes away ends who uses it

    def _listen(self, terminal, said, awaited):
        until = time.monotonic() + 30
        while awaited not in said:
            assert time.monotonic() < until, said
            if select.select([terminal], [], [], 0.2)[0]:
                said += os.read(terminal, 4096).decode(errors="replace")
        return said.split(awaited, 1)[1]

    def start(self, name, command):
        """Start one documented process."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                shlex.split(command), cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def stop(self, name):
        """Ask a process to end; gives its exit code and how long it took."""
        process, begun = self.processes[name], time.monotonic()
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=SECONDS_TO_STOP), time.monotonic() - begun

    def end(self):
        """Leave nothing running, whatever happened."""
        for process in self.processes.values():
            if process.poll() is None:
                process.kill()
                process.wait()

    def log(self, name):
        """What a process has written."""
        return (self.folder / f"{name}.log").read_text()

    def request(self, path, method="GET", body=None, **headers):
        """One request as the proxy in front would pass it on, over HTTPS; gives the answer, read."""
        passed_on = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, {**passed_on, **headers})
            answer = connection.getresponse()
            answer.body = answer.read().decode()
        finally:
            connection.close()
        return answer

    def wait_for(self, happened, name, seconds=40):
        """Wait until ``happened()`` is true; fails with the process's log."""
        until = time.monotonic() + seconds
        while not (found := happened()):
            assert time.monotonic() < until, self.log(name)[-3000:]
            assert self.processes[name].poll() is None, self.log(name)[-3000:]
            time.sleep(0.1)
        return found

    def ask(self, query):
        """The first column of the first row, straight from the database."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            return connection.execute(query).fetchone()[0]
