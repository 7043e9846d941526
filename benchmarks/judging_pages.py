"""The pages of judging with thousands of entries: ``python benchmarks/judging_pages.py [--entries 2000 10000] [--database …]``.

At each size it makes two cycles in a demo of its own, one that is being judged and one that is decided, each entry with the
sheets of three judges, and measures what pages.py measures: a judge's list of 120 and of 400 entries, the score sheet, one
touch of it, the results, all of their rows, and the CSV. The time should not grow with the entries, except where the page
itself shows more. Needs no network. With postgres it starts a server of its own.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from pages import Figures, as_served, clock_of, here, measured_by, measured_page, run, seeded, settled, table

ROOT = Path(__file__).resolve().parent.parent
SLUG = "service-stars"
JUDGES = {2000: 60, 10_000: 200}
ALL_ROWS_MILLISECONDS, ROWS_OF_ALL = 150, 2000


def main() -> None:
    """The table."""
    asked = _arguments()
    if asked.measure:
        print(json.dumps(_measured(asked.entries[0], asked.runs, clock_of(asked))))
    elif asked.database == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        again = [sys.executable, "-m", "awards_site.tests.servers", sys.executable, __file__, *sys.argv[1:]]
        sys.exit(subprocess.run(again, cwd=ROOT, env=here(), check=False).returncode)
    else:
        table(asked.entries, [_at(entries, asked) for entries in asked.entries], asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What the pages of judging cost with thousands of entries.")
    parser.add_argument("--entries", type=int, nargs="+", default=[2000, 10_000], help="sizes (default: 2000 10000)")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--runs", type=int, default=9, help="how often each page is opened (default: 9)")
    parser.add_argument("--computed", action="store_true", help="the time that this process computes")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _at(entries: int, asked: argparse.Namespace) -> list[Figures]:
    with seeded(1, asked.database) as environment:
        told = [__file__, "--measure", "--entries", str(entries), *measured_by(asked)]
        measured: list[Figures] = json.loads(run(told, environment).splitlines()[-1])
        return measured


def _measured(entries: int, runs: int, clock: Callable[[], float]) -> list[Figures]:
    as_served()
    from django.urls import reverse
    from large_panel import large_panel
    from page_list import Answer, Page

    from judging.models import Assignment
    from judging.services.computing import compute_results
    from programmes.enums import Stage

    judges = JUDGES.get(entries, max(60, entries // 50))
    judged = large_panel(slug=SLUG, entries=entries, judges=judges)
    decided = large_panel(slug=SLUG, entries=entries, judges=judges, stage=Stage.DELIBERATING, shown=False)
    compute_results(cycle=decided.cycle, actor=None)
    manager = judged.cycle.programme.managers.order_by("pk").first()
    sheet = Assignment.objects.filter(seat__judge=judged.list_120).order_by("position").first()
    if sheet is None:
        sys.exit("The judge has no sheet.")
    criterion = sheet.entry.category.criteria.order_by("position").first()
    touches = count()

    def touch(answer: Answer) -> dict[str, object]:
        return {"version": answer.get("version", sheet.version), f"score-{criterion.code}": 2 + next(touches) % 3}  # type: ignore[union-attr]  # the category has criteria

    panel, shown = reverse("judging:panel"), "?show=all&more=1"
    results = reverse("judging:results", args=[SLUG, decided.cycle.name])
    pages = [
        Page("judge's panel, first page", panel, judged.list_120, 20, 10),
        Page("judge's panel, 120 rows", panel + shown, judged.list_120, 30, 10),
        Page("judge's panel, 400 rows", panel + shown, judged.list_400, 60, 10),
        Page("score sheet", reverse("judging:sheet", args=[sheet.pk]), judged.list_120, 20, 12),
        Page("one touch of a sheet (POST)", reverse("judging:save", args=[sheet.pk]), judged.list_120, 9, 8, touch),
        Page("judging", reverse("judging:seats", args=[SLUG, judged.cycle.name]), manager),
        Page("results", results, manager, 40),
        Page("results, all rows", f"{results}?all=1", manager, ALL_ROWS_MILLISECONDS * entries / ROWS_OF_ALL),
        Page(
            "results as CSV",
            milliseconds=300 * entries / ROWS_OF_ALL,
            command=("results", decided.cycle.label, "--format", "csv"),
        ),
    ]
    settled()
    return [measured_page(page, runs, clock) for page in pages]


if __name__ == "__main__":
    main()
