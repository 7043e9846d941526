from django.db import transaction
from django.utils import timezone

from programmes.enums import PathScreen
from programmes.models import GuidedPath, Programme


@transaction.atomic
def begin_path(*, programme: Programme) -> GuidedPath:
    """Lead through this programme's plan from the first screen on; a path that was begun stays where it is."""
    path, _made = GuidedPath.objects.get_or_create(programme=programme)
    return path


@transaction.atomic
def walk_on(*, programme: Programme, screen: str) -> str:
    """A screen has been answered: go on to the next, whose name is returned; the last is stayed on and ends the path.

    Somebody who went back to an earlier screen is led on from there, and the path remembers the furthest one.
    """
    order = PathScreen.values
    here = order.index(screen)
    if here + 1 == len(order):
        GuidedPath.objects.filter(programme=programme, finished_at=None).update(at=screen, finished_at=timezone.now())
        return screen
    following = order[here + 1]
    GuidedPath.objects.filter(programme=programme, finished_at=None, at__in=order[: here + 1]).update(at=following)
    return following
