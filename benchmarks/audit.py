"""How long the trail takes to write and to prove: ``python benchmarks/audit.py [--records 10000 100000] [--database …]``.

At each size, on a database of its own with nothing but these records: one act's record (queries and milliseconds), many
written at once, sealed, proved in the database, exported, and the export proved by the file and the standard library alone.
Seconds are those that this process computes, so that a busy machine shows the same; peak megabytes are of proving the
database. Exits with 1 where proving 100,000 records takes 10 s or more, or an act's record more than 2 queries. Needs no
network. With postgres it starts a server of its own.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pages import Figures, here, installed, run

ROOT = Path(__file__).resolve().parent.parent
SECONDS_OF_100_000 = 10.0
QUERIES_OF_AN_ACT = 2
SINGLE_ACTS, SLICE = 200, 5_000
STEPS = ("write", "prove", "export")


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description="How long the trail takes to write and to prove.")
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(_measured(asked.step, asked.records[0])))
    elif asked.database == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        again = [sys.executable, "-m", "awards_site.tests.servers", sys.executable, __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(again, cwd=ROOT, env=here(), check=False).returncode)
    else:
        sys.exit(_table(asked.records, asked.database))


def _table(sizes: list[int], database: str) -> int:
    """Print what was measured at each size; 1 where an aim is missed."""
    by_size = [_at(size, database) for size in sizes]
    print(f"{database}, seconds of this process")
    print(f"{'step':<40}" + "".join(f"{size:>12,}" for size in sizes))
    for name in by_size[0]:
        print(f"{name:<40}" + "".join(f"{figures[name]:>12,.2f}" for figures in by_size))
    slow = [
        name
        for size, figures in zip(sizes, by_size, strict=True)
        for name in ("prove the database", "prove the export")
        if figures[name] >= SECONDS_OF_100_000 * size / 100_000
    ]
    many = any(figures["one act: queries"] > QUERIES_OF_AN_ACT for figures in by_size)
    print("The aims are missed." if slow or many else "Every aim is reached.")
    return 1 if slow or many else 0


def _at(size: int, database: str) -> Figures:
    with installed(f"audit_{os.getpid()}_{size}", database) as environment:
        figures: Figures = {}
        for step in STEPS:  # each in a process of its own, so that its memory is its own
            figures |= json.loads(run([__file__, "--step", step, "--records", str(size)], environment))
        return figures


def _measured(step: str, size: int) -> Figures:
    import django

    django.setup()
    steps: dict[str, Callable[[int], Figures]] = {"write": _written, "prove": _proved, "export": _exported}
    return steps[step](size)


def _written(size: int) -> Figures:
    """Single acts first, then the rest at once, then the seals."""
    from django.contrib.auth.hashers import make_password
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from accounts.queries.organisation import the_organisation
    from audit import services as audit

    actor = User.objects.create(email="maya@bench.example", full_name="Maya", password=make_password(None))
    thing: Any = the_organisation()

    def single() -> None:
        with transaction.atomic():
            audit.record(verb="organisation.changed", target=thing, actor=actor, before={"n": 1}, data={"n": 2})

    with CaptureQueriesContext(connection) as asked:
        single()
    inserts = [query for query in asked.captured_queries if query["sql"].startswith("INSERT")]

    def some() -> None:
        for _number in range(SINGLE_ACTS):
            single()

    _more, alone = _timed(some)

    def acts(first: int, last: int) -> Iterator[audit.Act]:
        for n in range(first, last):
            data = {"impact": n % 5 + 1.0, "care": 3.0, "digest": f"{n:064x}"}
            yield audit.Act(verb="organisation.changed", target=thing, actor=actor, before={"impact": 2.0}, data=data)

    def all_of_them() -> None:
        for first in range(0, size, SLICE):
            audit.record_all(acts(first, min(first + SLICE, size)))

    _more, together = _timed(all_of_them)
    _sealed, sealing = _timed(audit.seal_records)
    return {
        "one act: queries": len(inserts),
        "one act: milliseconds": alone / SINGLE_ACTS * 1000,
        "write all of them": together,
        "seal them": sealing,
    }


def _proved(_size: int) -> Figures:
    from audit.queries.verification import verify_database

    report, seconds = _timed(verify_database)
    if not report.holds or report.unsealed:
        sys.exit(f"The trail does not hold: {report.summary()}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"prove the database": seconds, "prove the database: peak MB": megabytes}


def _exported(_size: int) -> Figures:
    from audit import services as audit

    with tempfile.TemporaryDirectory(prefix="laurel-trail-") as folder:
        out = Path(folder) / "trail.jsonl"
        _lines, writing = _timed(lambda: audit.export_trail(out=out))
        program = [sys.executable, "-I", "-S", str(out.with_name("verify_trail.py")), str(out)]
        before = _seconds_of_children()
        subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
        return {"export": writing, "prove the export": _seconds_of_children() - before}


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    """What the act returns, and the seconds that this process computed for it."""
    begun = time.process_time()
    made = act()
    return made, time.process_time() - begun


if __name__ == "__main__":
    main()
