from typing import Any

from django.core.management.base import BaseCommand, CommandError

from awards_site.clock import run_clock_steps


class Command(BaseCommand):
    """Do everything that the clock would do now, once."""

    help = "Do everything that the clock would do now, once: move due cycles, send what waits, seal the trail."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run each step; what failed is named, and the others have run all the same."""
        failures = run_clock_steps()
        if failures:
            raise CommandError("\n".join(f"{path}: {_in_words(failure)}" for path, failure in failures.items()))
        self.stdout.write("Everything that was due has been done.")


def _in_words(failure: Exception) -> str:
    if isinstance(failure, ExceptionGroup):
        return "; ".join(_in_words(part) for part in failure.exceptions)
    return f"{type(failure).__name__}: {failure}"
