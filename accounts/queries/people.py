from django.db.models import Q, QuerySet

from accounts.models import User


def active_people() -> QuerySet[User]:
    """Everybody who works here now, with team and job role."""
    return User.objects.filter(is_active=True).select_related("team", "job_role")


def person_by_email(email: str) -> User | None:
    """The person with this address, active or not; None where there is none."""
    return User.objects.filter(email=email.strip().lower()).first()


def search_people(words: str) -> QuerySet[User]:
    """Active people in whose name, team or site each of the words occurs; nobody for no words."""
    found = active_people()
    terms = words.split()
    if not terms:
        return found.none()
    for term in terms:
        found = found.filter(
            Q(full_name__icontains=term)
            | Q(known_as__icontains=term)
            | Q(team__name__icontains=term)
            | Q(site__icontains=term)
        )
    return found.order_by("full_name")
