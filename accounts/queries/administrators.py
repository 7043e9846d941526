from django.db.models import QuerySet

from accounts.models import User


def administrators() -> QuerySet[User]:
    """Everybody who can administer Laurel now."""
    return User.objects.filter(is_staff=True, is_active=True)


def is_last_administrator(person: User) -> bool:
    """Whether nobody else could administer Laurel."""
    is_one = administrators().filter(pk=person.pk).exists()
    return is_one and not administrators().exclude(pk=person.pk).exists()
