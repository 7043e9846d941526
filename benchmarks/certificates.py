"""How fast certificates are printed and whether memory stays flat: ``python benchmarks/certificates.py [HOW_MANY]``.

No database and no network; one process. Prints a table of milliseconds, kilobytes and resident memory.
"""

import os
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings.testing")

import django

django.setup()

from recognition.printing.certificate import Sheet, Signature, print_certificate  # noqa: E402

NAMES = (
    "Siân Ó Súilleabháin",
    "Bartholomew Fitzgerald-Anandakrishnan",
    "Łucja Święcicka",
    "Αθανασία Παπαδοπούλου",
    "Людмила Кравченко",
    "Nguyễn Thị Phương Thảo",
    "نورة العبد الله",
)
WARM_UP = 5


def sheet(number: int, orientation: str) -> Sheet:
    """A certificate as the demo would have it."""
    return Sheet(
        code=f"7KQM-2XTP-9FHD-{number:04}",
        honour="winner" if number % 3 else "commended",
        recipient=NAMES[number % len(NAMES)],
        category="Service star of the month",
        programme="Service Stars",
        cycle="October 2026",
        organisation="Brightwater",
        citation="For finding Mr Okafor’s missing heating allowance, and ringing him every Friday until it was paid.",
        date="Friday 4 December 2026",
        year="2026",
        accent="#1f5d4c",
        orientation=orientation,
        signatures=(Signature("Maya Lindqvist", "Head of Service"), Signature("Priya Raman", "Chair of the panel")),
    )


def megabytes() -> float:
    """The most memory that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(orientation: str, many: int) -> None:
    """Print ``many`` certificates and a row of the table."""
    took, sizes = [], []
    for number in range(many + WARM_UP):
        begun = time.perf_counter()
        sizes.append(len(print_certificate(sheet(number, orientation))) / 1000)
        took.append((time.perf_counter() - begun) * 1000)
        if number == WARM_UP:
            before = megabytes()
    steady = sorted(took[WARM_UP:])
    print(
        f"{orientation:<10} {took[0]:>8.0f} {statistics.median(steady):>8.0f} {steady[int(len(steady) * 0.95)]:>8.0f} "
        f"{max(sizes):>8.0f} {before:>10.0f} {megabytes():>10.0f}"
    )


def main() -> None:
    """The table."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{many} certificates of each format, one process")
    print(f"{'format':<10} {'first ms':>8} {'median':>8} {'p95':>8} {'kB':>8} {'MB before':>10} {'MB after':>10}")
    for orientation in ("landscape", "portrait"):
        measure(orientation, many)


if __name__ == "__main__":
    main()
