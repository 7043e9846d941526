from celery import shared_task

from awards_site.clock import run_clock_steps


@shared_task(name="awards_site.tasks.tick")
def tick() -> None:
    """One tick of the clock; what failed has been logged and is tried again at the next."""
    run_clock_steps()
