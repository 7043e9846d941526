import csv
import json
from argparse import ArgumentParser
from typing import Any

from audit.commands import ActCommand
from judging.calculations.reasons import SENTENCES
from judging.queries.exports import exported, table
from judging.services.computing import compute_results
from programmes.enums import Method
from programmes.queries.cycles import cycle_by_label


class Command(ActCommand):
    """Print the results of a cycle."""

    help = "Compute and print the results of a cycle, by the rulebook's method or another, as JSON or CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cycle", metavar="CYCLE")
        parser.add_argument("--method", choices=Method.values, default="", help="another method than the rulebook's")
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def act(self, **options: Any) -> None:
        cycle = cycle_by_label(options["cycle"])
        results = compute_results(cycle=cycle, actor=None, method=options["method"])
        method = options["method"] or (cycle.rulebook.method if cycle.rulebook else "")
        if options["format"] == "csv":
            csv.writer(self.stdout, lineterminator="\n").writerows(table(cycle, results))
            return
        reasons = {str(reason): sentence for reason, sentence in SENTENCES.items()}
        answer = exported(cycle, method, results, reasons)
        self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False))
