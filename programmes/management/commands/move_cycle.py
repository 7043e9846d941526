from argparse import ArgumentParser
from typing import Any

from audit.commands import ActCommand
from audit.refusals import Refused
from programmes.queries.cycles import cycle_by_label
from programmes.services.cycles import move_cycle


class Command(ActCommand):
    """Move a cycle by hand, with all the steps of the stage."""

    help = "Move a cycle to another stage; everything that belongs to the stage happens with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which cycle, where to, why."""
        parser.add_argument("cycle", help="programme/cycle, such as service-stars/2026-10")
        parser.add_argument("stage", help="the stage to move to, such as judging")
        parser.add_argument("--reason", required=True, metavar="TEXT", help="why; the trail keeps it")

    def act(self, **options: Any) -> None:
        """Move it and say where it stands now."""
        if not options["reason"].strip():
            raise Refused("Say why with --reason; the trail keeps it.")
        cycle = cycle_by_label(options["cycle"])
        move_cycle(cycle=cycle, to=options["stage"], actor=None, reason=options["reason"].strip())
        self.stdout.write(f"{cycle.label} is now in the stage “{cycle.stage}”.")
