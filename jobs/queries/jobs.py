from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet

from accounts.models import User
from jobs.models import Job


def visible_jobs(user: User | AnonymousUser) -> QuerySet[Job]:
    """The jobs whose pages this person may open; the newest first."""
    jobs = Job.objects.select_related("asked_by").order_by("-pk")
    if not isinstance(user, User) or not user.is_active:
        return jobs.none()
    return jobs if user.is_staff else jobs.filter(asked_by=user)


def jobs_by_state() -> dict[str, int]:
    """How many jobs stand in each state; a state without one is not there."""
    return dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
