"""How many nominations a second: ``python benchmarks/nominate.py [--database sqlite|postgres] [--clients 32] [--seconds 20]``.

Starts gunicorn with two workers on a demo of its own. Each of the clients opens the form and sends a nomination, again
and again (a closed loop, one connection a client), then the same loop runs against a bare view that writes the same rows.
Prints rates and times of both, and counts: every reference that was handed out must be one row with one message, and no
row may be without. Exits with 1 where one is lost or doubled. Needs no network; with postgres it starts a server.
"""

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
FORM = "/p/service-stars/nominate/"
STORY = {
    "situation": "Our supply came back brown on my daughter's wedding morning, last Saturday. " * 3,
    "task": "",
    "action": "Wes flushed the main, and when it was still cloudy he brought forty litres in his own van. " * 3,
    "result": "Twenty-six people had a cup of tea.",
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
OPENED = re.compile(r'name="opened" value="([^"]+)"')
CATEGORY = re.compile(r'name="category" value="(\d+)"')


@dataclass
class Tally:
    """What one loop saw: the references it was given, the seconds that each nomination took, and refusals."""

    references: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def main() -> None:
    """Both loops, and the count."""
    asked = _arguments()
    if asked.database == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        again = [sys.executable, "-m", "awards_site.tests.servers", sys.executable, __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(again, cwd=ROOT, env=_environment(), check=False).returncode)
    with tempfile.TemporaryDirectory(prefix="laurel-nominate-") as folder:
        environment = _environment(LAUREL_DEMO="1", LAUREL_DATA=folder, DJANGO_SETTINGS_MODULE="nominate_settings")
        if asked.database == "postgres":
            environment["BENCHMARK_DATABASE"] = _new_database()
        _manage(environment, "migrate", "-v0")
        _manage(environment, "collectstatic", "-v0", "--no-input")
        _manage(environment, "seed_demo")
        sys.exit(_measured(asked, environment))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How many nominations a second.")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=20, help="of each of the two loops (default: 20)")
    return parser.parse_args()


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")]), **more}


def _new_database() -> str:
    import psycopg

    server, name = os.environ["TEST_DATABASE_URL"], f"nominate_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


def _manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return done.stdout.decode()


def _measured(asked: argparse.Namespace, environment: dict[str, str]) -> int:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "awards_site/gunicorn.py", "awards_site.wsgi"]
    serving = {**environment, "WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2"}
    server = subprocess.Popen(command, cwd=ROOT, env=serving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        before = _counted(environment)
        laurel = _loop(asked, port, _nominate)
        after = _counted(environment)
        bare = _loop(asked, port, _insert)
    finally:
        server.terminate()
        server.wait(timeout=15)
    print(f"{asked.database}, {asked.clients} clients, 2 gunicorn workers, {asked.seconds:.0f} s each")
    _say("nomination (form and sending)", laurel, asked.seconds)
    _say("bare insert", bare, asked.seconds)
    share = len(laurel.references) / max(1, len(bare.references))
    print(f"{share:.0%} of the bare rate (aim: 60%)")
    return _say_count(laurel, {key: after[key] - before[key] for key in after})


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until gunicorn answers there."""
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("gunicorn does not answer")


def _loop(asked: argparse.Namespace, port: int, act: Callable[[http.client.HTTPConnection, str, Tally], None]) -> Tally:
    tally, end, lock = Tally(), time.perf_counter() + asked.seconds, threading.Lock()

    def client(number: int) -> None:
        own, connection, sent = Tally(), http.client.HTTPConnection("127.0.0.1", port, timeout=60), 0
        while time.perf_counter() < end:
            begun = time.perf_counter()
            act(connection, f"{act.__name__}-{number}-{sent}", own)
            own.seconds.append(time.perf_counter() - begun)
            sent += 1
        with lock:
            tally.references += own.references
            tally.seconds += own.seconds
            tally.refused += own.refused

    threads = [threading.Thread(target=client, args=(number,)) for number in range(asked.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _nominate(connection: http.client.HTTPConnection, who: str, tally: Tally) -> None:
    connection.request("GET", FORM)
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), (answer.getheader("Set-Cookie") or "").split(";")[0]
    token, opened, category = (found[1] if (found := part.search(page)) else "" for part in (TOKEN, OPENED, CATEGORY))
    typed = {
        "csrfmiddlewaretoken": token,
        "opened": opened,
        "category": category,
        "nominee": f"Wes at Ferry Lane {who}",
        "hint": "Saturday morning",
        "name": f"Jo {who}",
        "email": f"jo{who}@example.org",
        "by": "customer",
        **STORY,
    }
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", FORM, urlencode(typed), headers)
    sent = connection.getresponse()
    sent.read()
    if sent.status == 302:
        tally.references.append((sent.getheader("Location") or "").split("?")[0].rstrip("/").rsplit("/", 1)[-1])
    else:
        tally.refused.append(str(sent.status))


def _insert(connection: http.client.HTTPConnection, who: str, tally: Tally) -> None:
    typed = {**_PLACE, "nominee": f"Wes {who}", "name": f"Jo {who}", "email": f"jo{who}@example.org", **STORY}
    connection.request("POST", "/bare/", urlencode(typed), {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    reference = answer.read().decode()
    (tally.references if answer.status == 200 else tally.refused).append(reference)


_PLACE: dict[str, str] = {}


def _counted(environment: dict[str, str]) -> dict[str, int]:
    code = (
        "import json\n"
        "from communications.models import Message\n"
        "from nominations.models import Nomination\n"
        "from programmes.models import Cycle\n"
        "cycle = Cycle.objects.filter(programme__slug='service-stars', stage='open').select_related('rulebook').first()\n"
        "print(json.dumps({'rows': Nomination.objects.count(), 'messages': Message.objects.count(),"
        " 'cycle': cycle.pk, 'category': cycle.rulebook.categories.first().pk}))"
    )
    found: dict[str, int] = json.loads(_manage(environment, "shell", "-v0", "-c", code).splitlines()[-1])
    _PLACE.update({key: str(found.pop(key)) for key in ("cycle", "category")})
    return found


def _say(name: str, tally: Tally, seconds: float) -> None:
    times = sorted(1000 * second for second in tally.seconds)
    p99 = percentile(times, 0.99)
    rate = len(tally.references) / seconds
    median = statistics.median(times)
    print(f"{name:32} {rate:7.1f} a second   p50 {median:6.0f} ms   p99 {p99:6.0f} ms   refused {len(tally.refused)}")


def percentile(times: list[float], share: float) -> float:
    """The time (of ``times``, rising) below which this share lies."""
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def _say_count(tally: Tally, made: dict[str, int]) -> int:
    given, different = len(tally.references), len(set(tally.references))
    print(f"references given {given}, different {different}, rows {made['rows']}, messages {made['messages']}")
    whole = given == different == made["rows"] == made["messages"]
    print("nothing lost, nothing doubled" if whole else "LOST OR DOUBLED")
    return 0 if whole else 1


if __name__ == "__main__":
    main()
