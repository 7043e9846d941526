"""How many nominations a second: ``python benchmarks/nominate.py [--database sqlite|postgres] [--clients 32] [--seconds 20]``.

Starts gunicorn with two workers on a demo of its own. Each of the clients opens the form and sends a nomination, again
and again (a closed loop, one connection a client). Then the same clients send the same texts to two bare views beside it
(nominate_urls.py), which write the same rows in one transaction (nominee, nomination, story, consent, record of the trail,
message) and tell the worker as well. The aim is measured against the first, a plain Django form with its token against forgery:
a nomination is two requests there and one here, so the rate of the form that is opened each time stands against one that is
opened once by each client. The second takes the rows without form, check or token; it says what the database and Django's
layers cost alone. The loops take turns, so that a machine that is busy for a while is so for all.

Prints rates and times, and counts: every reference that was handed out must be one row with one message, and no row may be
without. Exits with 1 where one is lost or doubled. Needs no network; with postgres it starts a server.
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
TURNS = 4
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
OPENED = re.compile(r'name="opened" value="([^"]+)"')
CATEGORY = re.compile(r'name="category" value="(\d+)"')


@dataclass
class Tally:
    """What one loop saw: the references it was given, the seconds that each nomination took, and refusals."""

    references: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


Act = Callable[[http.client.HTTPConnection, str, Tally], None]


def main() -> None:
    """All loops, and the count."""
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
    parser.add_argument("--seconds", type=float, default=20, help="of each of the three loops (default: 20)")
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
        laurel, bare, rows = _in_turns(asked, port)
        after = _counted(environment)
    finally:
        server.terminate()
        server.wait(timeout=15)
    print(f"{asked.database}, {asked.clients} clients, 2 gunicorn workers, {asked.seconds:.0f} s each")
    _say("nomination (form and sending)", laurel, asked.seconds)
    _say("bare view with a form", bare, asked.seconds)
    _say("rows alone", rows, asked.seconds)
    shares = [len(laurel.references) / max(1, len(other.references)) for other in (bare, rows)]
    print(f"{shares[0]:.0%} of the rate of a bare view (aim: 60%), {shares[1]:.0%} of the rows alone")
    return _say_count([laurel, bare, rows], {key: after[key] - before[key] for key in after})


def _in_turns(asked: argparse.Namespace, port: int) -> list[Tally]:
    """Each act's tally; they take turns, a quarter of the time each."""
    acts = [_nominate, _send_bare, _send_rows]
    tallies = [Tally() for _act in acts]
    for turn in range(TURNS):
        for tally, act in zip(tallies, acts, strict=True):
            _loop(asked.clients, asked.seconds / TURNS, port, act, tally, turn)
    return tallies


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


def _loop(clients: int, seconds: float, port: int, act: Act, tally: Tally, turn: int) -> None:
    """So many clients at once, each act after the last, until the time is over; what they saw goes into ``tally``."""
    end, lock = time.perf_counter() + seconds, threading.Lock()

    def client(number: int) -> None:
        own, connection, sent = Tally(), http.client.HTTPConnection("127.0.0.1", port, timeout=60), 0
        while time.perf_counter() < end:
            begun = time.perf_counter()
            act(connection, f"{act.__name__}-{turn}-{number}-{sent}", own)
            own.seconds.append(time.perf_counter() - begun)
            sent += 1
        connection.close()
        with lock:
            tally.references += own.references
            tally.seconds += own.seconds
            tally.refused += own.refused

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


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
    _send(connection, FORM, typed, cookie, tally)


def _send_bare(connection: http.client.HTTPConnection, who: str, tally: Tally) -> None:
    known = vars(connection).setdefault("bare_token", [])
    if not known:
        connection.request("GET", "/bare/")
        answer = connection.getresponse()
        known += [answer.read().decode(), (answer.getheader("Set-Cookie") or "").split(";")[0]]
    _send(connection, "/bare/", {"csrfmiddlewaretoken": known[0], **_typed(who)}, known[1], tally)


def _send_rows(connection: http.client.HTTPConnection, who: str, tally: Tally) -> None:
    _send(connection, "/rows/", _typed(who), "", tally)


def _typed(who: str) -> dict[str, str]:
    person = {"nominee": f"Wes at Ferry Lane {who}", "hint": "Saturday morning", "name": f"Jo {who}"}
    return {**_PLACE, **person, "email": f"jo{who}@example.org", **STORY}


def _send(
    connection: http.client.HTTPConnection, address: str, typed: dict[str, str], cookie: str, tally: Tally
) -> None:
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", address, urlencode(typed), headers)
    sent = connection.getresponse()
    sent.read()
    if sent.status == 302:
        tally.references.append((sent.getheader("Location") or "").split("?")[0].rstrip("/").rsplit("/", 1)[-1])
    else:
        tally.refused.append(str(sent.status))


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


def _say_count(tallies: list[Tally], made: dict[str, int]) -> int:
    references = [reference for tally in tallies for reference in tally.references]
    given, different = len(references), len(set(references))
    print(f"references given {given}, different {different}, rows {made['rows']}, messages {made['messages']}")
    whole = given == different == made["rows"] == made["messages"]
    print("nothing lost, nothing doubled" if whole else "LOST OR DOUBLED")
    return 0 if whole else 1


if __name__ == "__main__":
    main()
