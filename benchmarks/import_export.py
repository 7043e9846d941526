"""What it costs to bring nominations in and out: ``python benchmarks/import_export.py [--database sqlite|postgres]``.

In a demo of its own: a file of 10,000 rows is uploaded, checked row by row and imported as the page does it (aim: 60 s for
check and import together); up to 20,000 nominations are there then, and the whole list is downloaded as CSV and as a
workbook (aim: less than 80 MB of growth each, measured in a process of its own) and its first page opened (aims: 12
queries of the list's own, 120 ms at the median). Needs no network. With postgres it starts a server of its own.
"""

import argparse
import csv
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROWS, NOMINATIONS = 10_000, 20_000
CYCLE, MANAGER = "service-stars/2026-11", "maya@brightwater.example"
STORY = "She rang back at six, as she had said, and stayed on the line until the crew had come. " * 4
AIMS = {"import_seconds": 60, "csv_growth_mb": 80, "xlsx_growth_mb": 80, "list_queries": 12, "list_ms": 120}
RUNS = 15
Figures = dict[str, Any]


def main() -> None:
    """One line a figure, with its aim where it has one."""
    parser = argparse.ArgumentParser(description="What it costs to bring nominations in and out.")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(STEPS[asked.step]()))
    elif asked.database == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        again = [sys.executable, "-m", "awards_site.tests.servers", sys.executable, __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(again, cwd=ROOT, env=_here(), check=False).returncode)
    else:
        _report(asked.database)


def _report(database: str) -> None:
    missed = False
    with tempfile.TemporaryDirectory(prefix="laurel-in-out-") as folder:
        environment = _here(LAUREL_DEMO="1", LAUREL_DATA=folder, DJANGO_SETTINGS_MODULE="page_settings")
        if database == "postgres":
            environment["BENCHMARK_DATABASE"] = _new_database(f"in_out_{os.getpid()}")
        for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--no-input"], ["seed_demo"]):
            _run([str(ROOT / "manage.py"), *command], environment)
        print(f"{database}, {ROWS:,} rows in, {NOMINATIONS:,} nominations out")
        for step in STEPS:
            for name, figure in json.loads(_run([__file__, "--step", step], environment).splitlines()[-1]).items():
                aim = AIMS.get(name)
                missed |= aim is not None and figure > aim
                print(f"  {name:<22} {figure:>10,.1f}" + (f"   (aim: at most {aim})" if aim is not None else ""))
    sys.exit(1 if missed else 0)


def _here(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")]), **more}


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


def _set_up() -> tuple[Any, Any]:
    from awards_site import wsgi  # noqa: F401, I001 — sets Django up as a server does

    from accounts.models import User
    from programmes.queries.cycles import cycle_by_label

    return cycle_by_label(CYCLE), User.objects.get(email=MANAGER)


def _file(rows: int, prefix: str) -> bytes:
    header = ["Response ID", "Completion time", "Email", "Name", "Nominee", "Team", "Story", "Outcome"]
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(header)
    for number in range(rows):
        day = f"2026-11-{number % 20 + 1:02}"
        person = f"customer{number}@example.com"
        writer.writerow(
            [f"{prefix}-{number}", day, person, "O’Neil", "Samira Khan", "Water quality", STORY, "All well."]
        )
    return held.getvalue().encode()


def bring_in() -> Figures:
    """A file of 10,000 rows, as the page and its worker take it; then as many more as make 20,000."""
    cycle, maya = _set_up()
    from nominations.services import filing

    filing.AT_ONCE = 10**9  # the worker's work is done and measured here
    figures = {}
    begun = time.perf_counter()
    file = filing.upload_file(cycle=cycle, name="survey.csv", content=_file(ROWS, "A"), actor=maya)
    figures["upload_seconds"] = time.perf_counter() - begun
    begun = time.perf_counter()
    file = filing.choose_columns(
        file=file, columns={**file.columns, "category": "=individual", "nominator_kind": "=customer"}, actor=maya
    )
    figures["check_seconds"] = time.perf_counter() - begun
    begun = time.perf_counter()
    _take(file, maya)
    figures["import_seconds"] = figures["check_seconds"] + time.perf_counter() - begun
    figures["imported_rows"] = file.new
    rest = NOMINATIONS - cycle.nominations.count()
    more = filing.upload_file(cycle=cycle, name="more.csv", content=_file(rest, "B"), actor=maya)
    _take(filing.choose_columns(file=more, columns=file.columns, actor=maya), maya)
    return figures


def _take(file: Any, maya: Any) -> None:
    """Queue it as the page does; where no worker has taken it within this process, do the work of one."""
    from nominations.services import filing

    file = filing.import_file(file=file, actor=maya)
    filing.take_file(file=file)


def _exported(file_format: str) -> Figures:
    cycle, maya = _set_up()
    from django.test import Client
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(maya)
    address = reverse("nominations:export", args=[cycle.programme.slug, cycle.name, file_format])
    client.get(address, {"q": "nobody has this name"})  # what is loaded once does not count
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, size = time.perf_counter(), 0
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    for piece in answer:
        size += len(piece)
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {
        f"{file_format}_seconds": time.perf_counter() - begun,
        f"{file_format}_mb": size / 1024 / 1024,
        f"{file_format}_growth_mb": growth,
    }


def first_page() -> Figures:
    """The screening list's first page: queries (and those with a cold cache) and milliseconds of the whole request."""
    cycle, maya = _set_up()
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(maya)
    address = reverse("nominations:queue", args=[cycle.programme.slug, cycle.name])
    times, worked = [], []
    for _ in range(RUNS):
        begun, at_work = time.perf_counter(), time.process_time()
        assert client.get(address).status_code == 200
        times.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - at_work))
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as cold:
        client.get(address)
    return {
        "nominations": cycle.nominations.count(),
        "list_queries": len(asked),
        "list_queries_cold": len(cold),
        "list_ms": statistics.median(times),
        "list_cpu_ms": statistics.median(worked),
    }


STEPS = {
    "import": bring_in,
    "csv": lambda: _exported("csv"),
    "xlsx": lambda: _exported("xlsx"),
    "list": first_page,
}

if __name__ == "__main__":
    main()
