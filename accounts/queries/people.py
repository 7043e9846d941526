from django.db.models import Q, QuerySet

from accounts.models import User
from intake.searching import words_to_find


def active_people() -> QuerySet[User]:
    """Everybody who works here now, with team and job role."""
    return User.objects.filter(is_active=True, is_external=False).select_related("team", "job_role")


def directory() -> QuerySet[User]:
    """Everybody, closed accounts too, as the directory page lists them; erased people are left out."""
    return User.objects.filter(erased_at=None).select_related("team", "job_role").order_by("full_name", "pk")


def person_by_email(email: str) -> User | None:
    """The person with this address, active or not; None where there is none."""
    return User.objects.filter(email=email.strip().lower()).first()


def search_people(words: str) -> QuerySet[User]:
    """Active people in whose name, team or site each of the words occurs; nobody for no words."""
    people = active_people()
    return with_words(people, words).order_by("full_name") if words.split() else people.none()


def with_words(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Those of ``people`` in whose name, address, team or site each of the words occurs."""
    for word in words_to_find(words):
        people = people.filter(
            Q(full_name__icontains=word)
            | Q(known_as__icontains=word)
            | Q(email__icontains=word)
            | Q(team__name__icontains=word)
            | Q(site__icontains=word)
        )
    return people
