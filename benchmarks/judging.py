"""How long results and assignment take, and how much memory: ``python benchmarks/judging.py``, a table, no network.

Each row runs in a process of its own, on one core, with 200 judges, 3 sheets an entry, 5 criteria, 2,000 draws and 2 %
of pairs in conflict.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judging.calculations.assignment import Request
    from judging.calculations.sheets import ScoreTable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
SIZES = (500, 5_000, 20_000)
JUDGES, EACH, DRAWS = 200, 3, 2_000
ACTS = ("mean", "trimmed_mean", "z_score", "calibrated", "borda", "digest", "assign", "add an entry")


def score_table(entries: int) -> "ScoreTable":
    """A category whose judges differ in severity and err, from a fixed seed."""
    from judging.calculations.sheets import ScoreTable, Sheet

    chance = random.Random(1)
    severity = [chance.gauss(0, 0.5) for _ in range(JUDGES)]
    codes = ("impact", "care", "skill", "effort", "team")
    sheets = []
    for entry in range(entries):
        quality = chance.gauss(3, 0.7)
        for judge in chance.sample(range(JUDGES), EACH):
            values = {code: min(5, max(1, round(quality - severity[judge] + chance.gauss(0, 0.6)))) for code in codes}
            sheets.append(Sheet(f"J{judge:03}", f"E{entry:05}", values))
    names = tuple(f"E{entry:05}" for entry in range(entries))
    return ScoreTable(names, tuple(sheets), dict.fromkeys(codes, 20), (1, 5))


def request(entries: int, existing: tuple[tuple[str, str], ...] = ()) -> "Request":
    """Judges to assign, with the same conflicts each time."""
    from judging.calculations.assignment import Request

    chance = random.Random(2)
    names, judges = [f"E{entry:05}" for entry in range(entries)], [f"J{judge:03}" for judge in range(JUDGES)]
    conflicts = {(chance.choice(judges), chance.choice(names)) for _ in range(entries * JUDGES // 50)}
    return Request(names, judges, EACH, conflicts=conflicts, existing=existing)


def prepared(act: str, entries: int) -> Callable[[], object]:
    """The act, with its input made beforehand."""
    from judging.calculations.assignment import assign
    from judging.calculations.results import compute

    if act == "assign":
        whole = request(entries)
        return lambda: assign(whole)
    if act == "add an entry":
        one_more = request(entries + 1, assign(request(entries)).assignments)
        return lambda: assign(one_more)
    table = score_table(entries)
    if act == "digest":
        return table.digest
    return lambda: compute(table, act, ["criterion:impact", "chair"], 1, DRAWS)


def measure(act: str, entries: int) -> None:
    """Print seconds and peak megabytes of this process as JSON."""
    run = prepared(act, entries)
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    print(f"{'act':<14}" + "".join(f"{size:>12,} s{'MB':>8}" for size in SIZES))
    for act in ACTS:
        print(f"{act:<14}", end="", flush=True)
        for size in SIZES:
            command = [sys.executable, __file__, act, str(size)]
            done = subprocess.run(command, env=os.environ | ONE_CORE, capture_output=True, text=True, check=True)
            seconds, megabytes = json.loads(done.stdout)
            print(f"{seconds:>14.2f}{megabytes:>8.0f}", end="", flush=True)
        print()


if __name__ == "__main__":
    measure(sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else main()
