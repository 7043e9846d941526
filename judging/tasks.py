from jobs.registry import job
from jobs.services import Run
from judging.models import Result
from judging.services.sensitivity import work_out_how_firm


@job("judging.sensitivity")
def study_result(run: Run) -> None:
    """Work out how firm one result is."""
    result = Result.objects.select_related("cycle__rulebook", "category").get(pk=run.payload["result"])
    work_out_how_firm(result=result, progress=run.progress)
