"""Run a command beside a private PostgreSQL and a private Redis: ``python -m awards_site.tests.servers pytest …``.

Both live in a temporary folder, listen on free loopback ports, and end with the command.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _postgres_bin(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = str(found[-1]) if found else shutil.which(name)
    if not program:
        sys.exit(f"{name} is not installed (package postgresql).")
    return program


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root; its package brings a user for it."""
    if os.getuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A throw-away cluster; gives its DATABASE_URL."""
    data, port, run_as = folder / "postgres", free_port(), _as_postgres()
    data.mkdir()
    if run_as:
        user = pwd.getpwnam("postgres")
        os.chown(data, user.pw_uid, user.pw_gid)
    initdb = [
        _postgres_bin("initdb"),
        "--no-sync",
        "-D",
        data,
        "-U",
        "laurel",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    subprocess.run([*run_as, *initdb], check=True, stdout=subprocess.DEVNULL, cwd="/")
    options = f"-F -h 127.0.0.1 -p {port} -k '' -c max_connections=100"
    control = [*run_as, _postgres_bin("pg_ctl"), "-D", data, "-w", "-l", data / "log"]
    subprocess.run([*control, "start", "-o", options], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"postgres://laurel@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "stop", "-m", "immediate"], check=False, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A throw-away Redis; gives its URL."""
    port = free_port()
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([*command, "--dir", folder, "--daemonize", "no"], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"nothing answers on port {port}")


def main(command: list[str]) -> int:
    """Run the command with TEST_DATABASE_URL and TEST_REDIS_URL set; returns its exit code."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="laurel-servers-")))
        folder.chmod(0o755)
        database = stack.enter_context(postgresql(folder))
        broker = stack.enter_context(redis(folder))
        environment = {
            **os.environ,
            # Named here because importing this package has just named the settings of the site itself.
            "DJANGO_SETTINGS_MODULE": "awards_site.settings.testing",
            "TEST_DATABASE_URL": database,
            "TEST_REDIS_URL": broker,
        }
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
