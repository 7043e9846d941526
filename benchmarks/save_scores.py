"""Two hundred judges saving at once: ``python benchmarks/save_scores.py [--database sqlite|postgres] [--judges 200]``.

Starts gunicorn with two workers on a demo of its own that has a cycle with as many judges. Each judge, on one connection of
their own, touches sheets as fast as answers come (a closed loop), each touch with the version that the last one was answered
with. Prints the rate and the times, and counts: each touch that was acknowledged must be in the trail, the last value of every
criterion must be the row's, and each sheet's version must have counted every save. Exits with 1 where something is lost.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from nominate import free_port, percentile, wait_for
from pages import as_served, here, run, seeded

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "x" * 32
SHEETS = 3


@dataclass
class Kept:
    """What was acknowledged: touches in all, their seconds, the last value by sheet and criterion, saves by sheet."""

    touches: int = 0
    seconds: list[float] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)
    saves: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)


def main() -> None:
    """The loop, and the count."""
    asked = _arguments()
    if asked.prepare:
        print(json.dumps(_prepared(asked.judges)))
    elif asked.count:
        print(json.dumps(_counted()))
    elif asked.database == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        again = [sys.executable, "-m", "awards_site.tests.servers", sys.executable, __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(again, cwd=ROOT, env=here(), check=False).returncode)
    else:
        sys.exit(_measured(asked))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Many judges saving at once.")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--judges", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measured(asked: argparse.Namespace) -> int:
    with seeded(1, asked.database) as environment:
        told = [__file__, "--prepare", "--judges", str(asked.judges)]
        judges = json.loads(run(told, environment).splitlines()[-1])
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "-c", "awards_site/gunicorn.py", "awards_site.wsgi"]
        serving = {**environment, "WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2"}
        server = subprocess.Popen(command, cwd=ROOT, env=serving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port)
            kept = _loop(judges, port, asked.seconds)
        finally:
            server.terminate()
            server.wait(timeout=30)
        found = json.loads(run([__file__, "--count"], environment).splitlines()[-1])
    times = sorted(1000 * second for second in kept.seconds)
    print(f"{asked.database}, {asked.judges} judges, 2 gunicorn workers, {asked.seconds:.0f} s")
    print(
        f"{kept.touches / asked.seconds:.1f} saves a second   p50 {percentile(times, 0.5):.0f} ms   "
        f"p99 {percentile(times, 0.99):.0f} ms   refused {len(kept.refused)} {dict(Counter(kept.refused)) or ''}"
    )
    return _say_count(kept, found)


def _say_count(kept: Kept, found: dict[str, Any]) -> int:
    """Each save was acknowledged once, so the trail, the values and the versions have to say the same."""
    lost = [key for key, value in kept.values.items() if found["values"].get(key) != value]
    uncounted = [sheet for sheet, saves in kept.saves.items() if found["versions"].get(sheet) != saves]
    print(
        f"acknowledged {kept.touches}, in the trail {found['records']}, values lost {len(lost)}, of {len(kept.values)}"
    )
    whole = kept.touches == found["records"] and not lost and not uncounted and not kept.refused
    print("nothing lost" if whole else f"LOST: {len(lost)} values, {len(uncounted)} sheets whose version is another")
    return 0 if whole else 1


def _loop(judges: list[dict[str, Any]], port: int, seconds: float) -> Kept:
    kept, lock, end = Kept(), threading.Lock(), time.perf_counter() + seconds
    together = threading.Barrier(len(judges))

    def judge(one: dict[str, Any]) -> None:
        own, touch = Kept(), 0
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        versions = dict.fromkeys(one["sheets"], 0)
        together.wait()
        while time.perf_counter() < end:
            sheet = one["sheets"][touch % len(one["sheets"])]
            criterion = one["criteria"][touch // len(one["sheets"]) % len(one["criteria"])]
            _touch(connection, one["session"], own, versions, (sheet, criterion, 1 + touch % 5))
            touch += 1
        with lock:
            kept.touches += own.touches
            kept.seconds += own.seconds
            kept.values |= own.values
            kept.saves += own.saves
            kept.refused += own.refused

    threads = [threading.Thread(target=judge, args=(one,)) for one in judges]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return kept


def _touch(
    connection: http.client.HTTPConnection,
    session: str,
    own: Kept,
    versions: dict[int, int],
    what: tuple[int, str, int],
) -> None:
    sheet, criterion, value = what
    form = urlencode({"version": versions[sheet], f"score-{criterion}": value, "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    begun = time.perf_counter()
    connection.request("POST", f"/judge/{sheet}/save/", form, headers)
    answer = connection.getresponse()
    body = answer.read()
    own.seconds.append(time.perf_counter() - begun)
    if answer.status != 200:
        own.refused.append(str(answer.status))
        return
    versions[sheet] = json.loads(body)["version"]
    own.saves[str(sheet)] += 1
    key = f"{sheet}:{criterion}"
    own.touches += own.values.get(key) != value  # the same value again is saved, and is no new record
    own.values[key] = value


def _prepared(judges: int) -> list[dict[str, Any]]:
    """A cycle with so many judges; each one's session, sheets and criteria. No sheet is touched yet."""
    as_served()
    from django.test import Client
    from large_panel import large_panel

    from judging.models import Assignment, Score

    made = large_panel(slug="service-stars", entries=judges * SHEETS // 3, judges=judges, shown=False)
    Score.objects.filter(assignment__seat__panel__cycle=made.cycle).delete()
    criteria = [c.code for c in made.cycle.rulebook.criteria.filter(places__category=_category(made.cycle))]
    sheets: dict[int, list[int]] = {}
    for judge, sheet in Assignment.objects.filter(seat__panel__cycle=made.cycle).values_list("seat__judge", "pk"):
        sheets.setdefault(judge, []).append(sheet)
    prepared = []
    for judge in made.judges:
        client = Client()
        client.force_login(judge, backend="accounts.backends.PasswordBackend")
        session = client.cookies["sessionid"].value
        prepared.append({"session": session, "sheets": sheets[judge.pk], "criteria": criteria})
    return prepared


def _category(cycle: Any) -> Any:
    return cycle.entries.first().category


def _counted() -> dict[str, Any]:
    """What the database holds: records of saves, the value by sheet and criterion, the version by sheet."""
    as_served()
    from audit.models import Record
    from judging.models import Assignment, Score

    cycle = Assignment.objects.order_by("pk").last().seat.panel.cycle  # type: ignore[union-attr]  # _prepared made it
    sheets = Assignment.objects.filter(seat__panel__cycle=cycle)
    scores = Score.objects.filter(assignment__in=sheets).values_list("assignment", "criterion__code", "value")
    return {
        "records": Record.objects.filter(verb="scores.saved", cycle=cycle.label).count(),
        "values": {f"{sheet}:{code}": int(value) for sheet, code, value in scores},
        "versions": dict(sheets.values_list("pk", "version")),
    }


if __name__ == "__main__":
    main()
