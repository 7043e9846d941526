"""Where one is on the guided path from a template to a programme that can start."""

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.enums import PathScreen
from programmes.models import GuidedPath, Programme


@dataclass(frozen=True)
class Screen:
    """One screen in the list of steps; ``url`` is empty where one may not go yet."""

    name: str
    state: Literal["done", "now", "later"]
    url: str = ""


@dataclass(frozen=True)
class PathStanding:
    """An unfinished path, as the overview offers to go on with it; ``number`` counts the choice of the template as 1."""

    name: str
    number: int
    of: int
    url: str


def path_of(programme: Programme) -> PathStanding | None:
    """Where to go on with the guided path; None where there is none, or it has been walked to its end."""
    path = GuidedPath.objects.filter(programme=programme, finished_at=None).first()
    if path is None:
        return None
    return PathStanding(
        name=str(PathScreen(path.at).label),
        number=PathScreen.values.index(path.at) + 2,
        of=len(PathScreen.values) + 1,
        url=screen_url(programme, path.at),
    )


def screens(programme: Programme, current: str) -> list[Screen]:
    """All screens with the template's choice first; earlier ones can be gone back to."""
    here = PathScreen.values.index(current)
    found = [Screen(_("Template"), "done")]
    for number, screen in enumerate(PathScreen):
        if number < here:
            found.append(Screen(str(screen.label), "done", screen_url(programme, screen)))
        else:
            found.append(Screen(str(screen.label), "now" if number == here else "later"))
    return found


def screen_url(programme: Programme, screen: str) -> str:
    """The address of a screen."""
    return reverse("programmes:path", args=[programme.slug, screen])
