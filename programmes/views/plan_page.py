"""What every page of a plan begins and ends with."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import load
from accounts.models import User
from programmes.models import Programme
from programmes.queries.programmes import saying_who_manages, visible_to
from programmes.queries.rail import rail_for


@dataclass(frozen=True)
class PlanPage:
    """A programme whose plan this person may change, and what its page starts from."""

    programme: Programme
    user: User
    step: str

    def context(self, **more: Any) -> dict[str, Any]:
        """For the template: the programme and its rail, with what this page adds."""
        rail = rail_for(programme=self.programme, user=self.user, current=self.step)
        return {"programme": self.programme, "rail": rail, "here": "manage", **more}

    def done(self, request: HttpRequest, words: str, to: str) -> HttpResponse:
        """Say what was done, and go on to a page of the plan."""
        messages.success(request, words)
        return redirect(to, slug=self.programme.slug)


def open_plan(request: HttpRequest, slug: str, step: str) -> PlanPage:
    """The plan page of a programme: 404 for one that this person cannot see, 403 for one that they do not manage."""
    programme = load(
        request, saying_who_manages(visible_to(request.user), request.user), "programmes.manage", slug=slug
    )
    if not isinstance(request.user, User):  # load lets nobody through who is not signed in
        raise TypeError
    return PlanPage(programme, request.user, step)
