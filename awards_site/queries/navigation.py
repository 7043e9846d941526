from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from awards_site.queries.waiting import waiting_for


@dataclass(frozen=True)
class Navigation:
    """What the top bar offers: the doors that are open to this person, and how many things wait for them."""

    manage: bool = False
    judge: bool = False
    administer: bool = False
    waiting: int = 0


def navigation_for(user: User | AnonymousUser) -> Navigation:
    """The top bar's doors; nobody's where nobody is signed in."""
    if not isinstance(user, User) or not user.is_active:
        return Navigation()
    return Navigation(
        manage=user.is_staff or user.programmes_managed.exists(),
        judge=user.seats.filter(left_at=None).exists(),
        administer=user.is_staff,
        waiting=len(waiting_for(user)),
    )
