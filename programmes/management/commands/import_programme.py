from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ImportCommand
from programmes.plans.documents import read_document
from programmes.plans.reading import read_plan
from programmes.services.importing import import_plan


class Command(ImportCommand):
    """Bring a programme in line with a file; the same file twice changes nothing the second time."""

    help = "Import a programme's whole plan from a YAML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)

    def act(self, *, file: Path, **options: Any) -> None:
        done = import_plan(plan=read_plan(read_document(file)), actor=None)
        slug = done.programme.slug
        if done.created:
            self.stdout.write(f"{slug}: created as a draft, its rules published; approve_programme starts it.")
        elif done.changed:
            self.stdout.write(f"{slug}: changed {', '.join(done.changed)}.")
        else:
            self.stdout.write(f"{slug}: nothing to change.")
