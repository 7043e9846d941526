"""The manner of every command: one request id, one clear line per problem, exit code 1, and nothing changed then."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit.refusals import NotReady, Refused
from audit.unattended import unattended
from intake.problems import BadFile


class ActCommand(BaseCommand):
    """A command that does one act. Subclasses write ``act`` and raise Refused or BadFile; all or nothing is done."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act in one transaction, with its refusals as plain lines."""
        try:
            with unattended(), transaction.atomic():
                self.act(**options)
        except BadFile as refusal:
            raise CommandError("\n".join(str(problem) for problem in refusal.problems)) from refusal
        except NotReady as refusal:
            raise CommandError("\n".join([str(refusal), *refusal.missing])) from refusal
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal

    def act(self, *args: Any, **options: Any) -> None:
        """Do it; ``options`` are the parsed arguments."""
        raise NotImplementedError


class ImportCommand(ActCommand):
    """A command that takes a file: ``--dry-run`` does everything, says what it would have done, and undoes it."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Every import can be tried first."""
        parser.add_argument("--dry-run", action="store_true", help="check the file and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the act; a trial is rolled back as a whole."""
        with transaction.atomic():
            super().handle(*args, **options)
            if options["dry_run"]:
                transaction.set_rollback(True)
                self.stdout.write("This was a trial: nothing has been changed.")
