"""What each main page costs: ``python benchmarks/pages.py [--scale 1 20] [--database sqlite|postgres] [--runs 15]``.

Seeds the demo at each scale in a folder of its own, opens every page of page_list.py as the person whose page it is, and
prints queries, server time (median and 95th percentile of the runs, in milliseconds, whole request in this process) and
kilobytes, the growth from the first scale to the last, and a mark where an aim is missed. Needs no network. With postgres
it starts a server of its own.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from page_list import Page

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 3
Figures = dict[str, Any]


def main() -> None:
    """The table."""
    asked = _arguments()
    if asked.measure:
        print(json.dumps(measured(asked.runs)))
    elif asked.database == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        again = [sys.executable, "-m", "awards_site.tests.servers", sys.executable, __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(again, cwd=ROOT, env=_here(), check=False).returncode)
    else:
        _table(asked.scale, [_at(scale, asked) for scale in asked.scale], asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What each main page costs.")
    parser.add_argument("--scale", type=int, nargs="+", default=[1, 20], help="sizes of the demo (default: 1 20)")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--runs", type=int, default=15, help="how often each page is opened (default: 15)")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _here(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")]), **more}


def _at(scale: int, asked: argparse.Namespace) -> list[Figures]:
    with tempfile.TemporaryDirectory(prefix="laurel-pages-") as folder:
        environment = _here(LAUREL_DEMO="1", LAUREL_DATA=folder, DJANGO_SETTINGS_MODULE="page_settings")
        if asked.database == "postgres":
            environment["BENCHMARK_DATABASE"] = _new_database(f"pages_{os.getpid()}_{scale}")
        for command in (
            ["migrate", "-v0"],
            ["collectstatic", "-v0", "--no-input"],
            ["seed_demo", "--scale", str(scale)],
        ):
            begun = time.perf_counter()
            _run([str(ROOT / "manage.py"), *command], environment)
        print(f"scale {scale}: seeded in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        return json.loads(_run([__file__, "--measure", "--runs", str(asked.runs)], environment))


def _new_database(name: str) -> str:
    import psycopg

    server = os.environ["TEST_DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return done.stdout


def measured(runs: int) -> list[Figures]:
    """Open every page ``runs`` times, in this process, as gunicorn's settings have it."""
    import django

    django.setup()
    from page_list import pages

    from awards_site.gunicorn import post_fork

    everything = pages()
    gc.collect()
    post_fork(None, None)
    return [_measured(page, runs) for page in everything]


def _measured(page: "Page", runs: int) -> Figures:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    if page.person is not None:
        client.force_login(page.person)
    form = dict(page.form)

    def opened() -> Any:
        answer = client.post(page.address, form) if form else client.get(page.address)
        if answer.status_code != 200:
            sys.exit(f"{page.name} ({page.address}) answers {answer.status_code}")
        if "version" in form:  # what the next touch has to know
            form["version"] = answer.json()["version"]
        return answer

    for _ in range(WARM_UP):
        opened()
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        answer = opened()
        took.append((time.perf_counter() - begun) * 1000)
    with CaptureQueriesContext(connection) as asked:
        opened()
    return {
        "name": page.name,
        "queries": len(asked),
        "median": statistics.median(took),
        "p95": sorted(took)[min(runs - 1, round(runs * 0.95))],
        "bytes": len(answer.content),
        "aim": page.milliseconds,
        "most_queries": page.queries,
    }


def _table(scales: list[int], by_scale: list[list[Figures]], asked: argparse.Namespace) -> None:
    print(
        f"{asked.database}, {asked.runs} runs a page, one process; a mark * where an aim is missed, ^ where queries grow"
    )
    head = "".join(f"{f'queries x{s}':>13}{'median ms':>11}{'p95':>8}{'kB':>7}" for s in scales)
    print(f"{'page':<30}{head}{'growth':>8}{'aim ms':>8}{'aim q':>7}")
    for rows in zip(*by_scale, strict=True):
        cells = "".join(
            f"{row['queries']:>13}{row['median']:>11.1f}{row['p95']:>8.1f}{row['bytes'] / 1000:>7.0f}" for row in rows
        )
        first, last = rows[0], rows[-1]
        aim = f"{last['aim']:.0f}" if last["aim"] else "–"
        growth = last["median"] / first["median"]
        print(f"{last['name']:<30}{cells}{growth:>8.1f}{aim:>8}{last['most_queries']:>7} {_marks(first, last)}")


def _marks(first: Figures, last: Figures) -> str:
    missed = last["queries"] > last["most_queries"] or (last["aim"] is not None and last["median"] > last["aim"])
    grown = last["queries"] > first["queries"]
    return ("*" if missed else "") + ("^" if grown else "")


if __name__ == "__main__":
    main()
