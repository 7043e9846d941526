"""Long work for the kill test: 30 steps, each of which leaves a line once, and says who did it."""

import os
import time
from pathlib import Path

from django.conf import settings

from jobs.registry import job

STEPS = 30


@job("test.slow")
def slow(run):
    """Do the steps that are not done yet; a step is a file that can be made only once."""
    folder = Path(settings.FOLDER) / "steps"
    for number in range(STEPS):
        step = folder / f"{number:02}"
        if not step.exists():
            time.sleep(0.1)
            with step.open("x") as file:
                file.write(f"{run.attempt} {os.getpid()}")
        run.progress(number + 1, STEPS)
    run.keep(folder / "00", "done.txt")
