from celery import shared_task

from jobs.services import run


@shared_task(name="jobs.tasks.run_job")
def run_job(job_id: int) -> None:
    """Do one job; without effect where another worker has it or it is done."""
    run(job_id)
