import json
from argparse import ArgumentParser
from typing import Any

from audit.commands import ActCommand
from judging.services.assigning import assign_judges
from judging.services.planning import Planned
from programmes.queries.cycles import cycle_by_label


class Command(ActCommand):
    """Give every entry its judges."""

    help = "Assign judges to entries; prints loads, conflicts avoided, and by name what is infeasible."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cycle", metavar="CYCLE")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def act(self, **options: Any) -> None:
        cycle = cycle_by_label(options["cycle"])
        planned = assign_judges(cycle=cycle, actor=None)
        if options["json"]:
            self.stdout.write(json.dumps({"cycle": cycle.label, **_as_json(planned)}, indent=2, ensure_ascii=False))
            return
        for load in planned.loads:
            self.stdout.write(f"{load.seat.judge.email}: {load.entries} entries, {load.kept} of them started")
        self.stdout.write(
            f"{len(planned.added)} assigned, {len(planned.released)} taken back, {planned.avoided} conflicts avoided."
        )
        for problem in planned.problems:
            self.stdout.write(problem)


def _as_json(planned: Planned) -> dict[str, Any]:
    return {
        "assigned": len(planned.added),
        "taken_back": len(planned.released),
        "conflicts_avoided": planned.avoided,
        "loads": {load.seat.judge.email: load.entries for load in planned.loads},
        "problems": planned.problems,
    }
