from jobs.registry import job
from jobs.services import Run
from programmes.services.retention import KIND, remove_names


@job(KIND)
def remove_names_of_a_cycle(run: Run) -> None:
    """Remove the names and stories of one cycle."""
    remove_names(cycle_id=run.payload["cycle"])
