"""Who may see long work: administrators all of it, everybody what they asked for themselves."""

import rules

from accounts.models import User
from accounts.rules import is_administrator
from jobs.models import Job


@rules.predicate
def asked_for_it(user: User, job: Job | None) -> bool:
    """Is the one who asked for this work."""
    return job is not None and user.is_authenticated and user.is_active and job.asked_by_id == user.pk


rules.add_perm("jobs.list", is_administrator)
rules.add_perm("jobs.see", is_administrator | asked_for_it)
rules.add_perm("jobs.retry", is_administrator | asked_for_it)
