import fcntl
import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from awards_site.demo.people import DOMAIN
from awards_site.supervisor import Child, Supervisor

PORTS = range(8000, 8010)


class Command(BaseCommand):
    """What bin/run calls: prepare the demo, then run web, worker and clock until Ctrl-C."""

    help = "Run the demo on this machine: web, worker and clock."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A port may be asked for; without one the first free port from 8000 on is taken."""
        parser.add_argument("--port", type=int, help="the port to listen on (default: the first free one from 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, seed what is empty, start everything."""
        if not settings.DEMO:
            raise CommandError("This is the demo's command; the settings are those of a production.")
        lock = (settings.DATA_DIR / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise CommandError(f"The demo in {settings.DATA_DIR} is running already.") from busy
        port = options["port"] or _free_port()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not User.objects.exists():
            self.stdout.write("Making the demo organisation (once) …")
            call_command("seed_demo", stdout=self.stdout)
        self._say_where(port)
        self.stdout.flush()
        Supervisor(children=_children(), environment=_environment(port)).run()

    def _say_where(self, port: int) -> None:
        if User.objects.filter(email__endswith=f"@{DOMAIN}").exists():
            call_command("seed_demo", "--logins", stdout=self.stdout)
        self.stdout.write(f"\nLaurel is at http://127.0.0.1:{port}/ (Ctrl-C stops it)\n")


def _free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise CommandError(f"No port from {PORTS.start} to {PORTS.stop - 1} is free; name one with --port.")


def _children() -> list[Child]:
    celery = [sys.executable, "-m", "celery", "--app", "awards_site", "--quiet"]
    return [
        Child("web", [sys.executable, "-m", "gunicorn", "-c", "awards_site/gunicorn.py", "awards_site.wsgi"]),
        Child("worker", [*celery, "worker", "--pool", "solo", "--loglevel", "WARNING", "--without-gossip"]),
        Child("clock", [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]),
    ]


def _environment(port: int) -> dict[str, str]:
    address = f"127.0.0.1:{port}"
    # Celery warns whoever runs it as root; on a demo machine that is the newcomer's own container.
    quiet = {"PYTHONWARNINGS": "ignore::RuntimeWarning:celery.platforms"}
    return {**os.environ, **quiet, "LAUREL_DEMO": "1", "WEB_BIND": address, "SITE_URL": f"http://{address}"}
