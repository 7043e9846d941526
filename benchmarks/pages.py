"""What each main page costs: ``python benchmarks/pages.py [--scale 1 20] [--database sqlite|postgres] [--runs 15] [--computed]``.

Seeds the demo at each scale in a folder of its own, opens every page of page_list.py as the person whose page it is, and
prints queries, server time (median and 95th percentile of the runs, in milliseconds, whole request in this process) and
kilobytes, the growth from the first scale to the last, a mark where an aim is missed, and below the table what each of these
pages misses. Queries are the statements without the brackets of transactions (BEGIN, COMMIT, SAVEPOINT); "cold" are those of
the same page when the cache has forgotten everything. ``--computed`` takes the milliseconds that this process
computes in the place of those that pass: on a busy machine these still compare, but a database server's are not among them.
Needs no network. With postgres it starts a server of its own.
"""

import argparse
import gc
import importlib
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from page_list import Page

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 12  # PostgreSQL keeps a plan after some ten executions; a server has them behind it within its first minute
MOST_COLD = 20
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
Figures = dict[str, Any]


def main() -> None:
    """The table."""
    asked = _arguments()
    if asked.measure:
        print(json.dumps(measured(asked.runs, clock_of(asked))))
    elif asked.database == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        again = [sys.executable, "-m", "awards_site.tests.servers", sys.executable, __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(again, cwd=ROOT, env=here(), check=False).returncode)
    else:
        table(asked.scale, [_at(scale, asked) for scale in asked.scale], asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What each main page costs.")
    parser.add_argument("--scale", type=int, nargs="+", default=[1, 20], help="sizes of the demo (default: 1 20)")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--runs", type=int, default=15, help="how often each page is opened (default: 15)")
    parser.add_argument("--computed", action="store_true", help="the time that this process computes")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def here(**more: str) -> dict[str, str]:
    """The environment of a command of this benchmark."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")]), **more}


def _at(scale: int, asked: argparse.Namespace) -> list[Figures]:
    with seeded(scale, asked.database) as environment:
        return json.loads(run([__file__, "--measure", *measured_by(asked)], environment))


def measured_by(asked: argparse.Namespace) -> list[str]:
    """How to measure, as the arguments of the process that does."""
    return ["--runs", str(asked.runs), *(["--computed"] if asked.computed else [])]


def clock_of(asked: argparse.Namespace) -> Callable[[], float]:
    """The seconds that pass or, where asked for, those that this process computes."""
    return time.process_time if asked.computed else time.perf_counter


@contextmanager
def seeded(scale: int, database: str) -> Iterator[dict[str, str]]:
    """A demo of this size in a folder (and, with postgres, a database) of its own; gives the environment of its commands."""
    with installed(f"pages_{os.getpid()}_{scale}", database) as environment:
        run([str(ROOT / "manage.py"), "collectstatic", "-v0", "--no-input"], environment)
        begun = time.perf_counter()
        run([str(ROOT / "manage.py"), "seed_demo", "--scale", str(scale)], environment)
        print(f"scale {scale}: seeded in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        if database == "postgres":
            _analyse(environment["BENCHMARK_DATABASE"])
        yield environment


@contextmanager
def installed(name: str, database: str) -> Iterator[dict[str, str]]:
    """An installation without anything in it, in a folder (and, with postgres, a database of this name) of its own."""
    with tempfile.TemporaryDirectory(prefix="laurel-pages-") as folder:
        environment = here(LAUREL_DEMO="1", LAUREL_DATA=folder, DJANGO_SETTINGS_MODULE="page_settings")
        if database == "postgres":
            environment["BENCHMARK_DATABASE"] = new_database(name)
        run([str(ROOT / "manage.py"), "migrate", "-v0"], environment)
        yield environment


def new_database(name: str) -> str:
    """Make a database of this name on the server of TEST_DATABASE_URL; gives its own URL."""
    import psycopg

    server = os.environ["TEST_DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return server.rsplit("/", 1)[0] + f"/{name}"


def _analyse(database: str) -> None:
    """What autovacuum does within a minute of so many new rows: without it the first pages are planned in the dark."""
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("ANALYZE")


def run(command: list[str], environment: dict[str, str]) -> str:
    """What this Python command prints; ends everything where it fails."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return done.stdout


def measured(runs: int, clock: Callable[[], float]) -> list[Figures]:
    """Open every page ``runs`` times, in this process, as gunicorn's settings have it."""
    as_served()
    from page_list import pages

    everything = pages()
    settled()
    return [measured_page(page, runs, clock) for page in everything]


def as_served() -> None:
    """Set Django up as a server does."""
    importlib.import_module("awards_site.wsgi")


def settled() -> None:
    """Treat what is loaded as a forked worker does."""
    from awards_site.gunicorn import post_fork

    gc.collect()
    post_fork(None, None)


def measured_page(page: "Page", runs: int, clock: Callable[[], float]) -> Figures:
    """Queries, times and size of one page or act."""
    from django.core.cache import cache

    opened = _opening(page)
    for _ in range(WARM_UP):
        opened()
    took = []
    for _ in range(runs):
        begun = clock()
        size = opened()
        took.append((clock() - begun) * 1000)
    warm = _queries(opened)
    cache.clear()
    cold = _queries(opened)
    return {
        "name": page.name,
        "queries": warm,
        "cold": cold,
        "median": statistics.median(took),
        "p95": sorted(took)[min(runs - 1, round(runs * 0.95))],
        "bytes": size,
        "aim": page.milliseconds,
        "most_queries": page.queries,
    }


def _opening(page: "Page") -> Callable[[], int]:
    """What opens the page, or does the act, once; it returns how many bytes came back."""
    from django.core.management import call_command
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    if page.person is not None:
        client.force_login(page.person)
    last: Figures = {}

    def asked() -> int:
        out = io.StringIO()
        call_command(*page.command, stdout=out)
        return len(out.getvalue())

    def opened() -> int:
        if page.opened_first:
            client.get(page.address)
        answer = client.get(page.address) if page.form is None else client.post(page.address, page.form(last))
        if answer.status_code not in ({200} if page.form is None else {200, 302}):
            sys.exit(f"{page.name} ({page.address}) answers {answer.status_code}")
        if answer.headers.get("Content-Type") == "application/json":
            last.update(answer.json())
        return len(answer.content)

    return asked if page.command else opened


def _queries(opened: Callable[[], int]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        opened()
    said = [query["sql"] or "" for query in asked.captured_queries]  # nothing where the server has kept a plan for it
    return sum(not sql.startswith(BRACKETS) for sql in said)


def table(scales: list[int], by_scale: list[list[Figures]], asked: argparse.Namespace) -> None:
    """Print what was measured at each scale, and what misses its aim."""
    kind = "it computed" if asked.computed else "passed"
    print(
        f"{asked.database}, {asked.runs} runs a page, one process, milliseconds that {kind}; * misses its aim, ^ queries grow"
    )
    head = "".join(f"{f'queries x{s}':>13}{'cold':>6}{'median ms':>11}{'p95':>8}{'kB':>7}" for s in scales)
    print(f"{'page':<32}{head}{'growth':>8}{'aim ms':>8}{'aim q':>7}")
    missed = []
    for rows in zip(*by_scale, strict=True):
        cells = "".join(
            f"{row['queries']:>13}{row['cold']:>6}{row['median']:>11.1f}{row['p95']:>8.1f}{row['bytes'] / 1000:>7.0f}"
            for row in rows
        )
        first, last = rows[0], rows[-1]
        aim = f"{last['aim']:.0f}" if last["aim"] else "–"
        growth = last["median"] / first["median"]
        misses, grown = _misses(last), last["queries"] > first["queries"]
        marks = ("*" if misses else "") + ("^" if grown else "")
        print(f"{last['name']:<32}{cells}{growth:>8.1f}{aim:>8}{last['most_queries']:>7} {marks}")
        if grown:
            misses.append(f"its queries grow from {first['queries']} to {last['queries']}")
        if misses:
            missed.append(f"  {last['name']}: {', '.join(misses)}")
    print("\nEvery page reaches its aim." if not missed else "\n" + "\n".join(["These miss their aim:", *missed]))


def _misses(row: Figures) -> list[str]:
    """What this page misses, in words; an aim for milliseconds holds for the median."""
    found = []
    if row["queries"] > row["most_queries"]:
        found.append(f"{row['queries']} queries (aim {row['most_queries']})")
    if row["cold"] > max(row["most_queries"], MOST_COLD):
        found.append(f"{row['cold']} queries with a cold cache (aim {max(row['most_queries'], MOST_COLD)})")
    if row["aim"] is not None and row["median"] > row["aim"]:
        found.append(f"{row['median']:.1f} ms (aim {row['aim']:.0f})")
    return found


if __name__ == "__main__":
    main()
