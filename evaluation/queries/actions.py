from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from evaluation.models import Action
from programmes.enums import Stage
from programmes.models import Cycle, Programme, Rulebook


def actions_of(cycle: Cycle) -> list[Action]:
    """The improvements that belong to a cycle: its own, and those carried into it; open ones first, by their due date."""
    return _open_first(_with_cycles(Q(cycle=cycle) | Q(carried_to=cycle)))


def visible_to(user: User | AnonymousUser) -> QuerySet[Action]:
    """The improvements whose page this person may open: their own, and those of programmes they manage."""
    actions = Action.objects.select_related("owner", "cycle__programme", "carried_to")
    if not isinstance(user, User) or not user.is_active:
        return actions.none()
    if user.is_staff:
        return actions
    return actions.filter(Q(owner=user) | Q(cycle__programme__in=user.programmes_managed.all()))


def next_cycle(cycle: Cycle) -> Cycle | None:
    """The programme's cycle after this one that is still to come or under way."""
    after = Cycle.objects.filter(programme=cycle.programme_id, opens_at__gt=cycle.opens_at)
    return after.exclude(stage__in=[Stage.CLOSED, Stage.CANCELLED]).order_by("opens_at", "pk").first()


def improvements_of(cycle: Cycle) -> tuple[list[Action], str]:
    """``actions_of`` a cycle and ``change_note`` of its programme, in one query."""
    found = _since_the_rules(Q(cycle=cycle) | Q(carried_to=cycle) | Q(cycle__programme=cycle.programme_id))
    own = [action for action in found if cycle.pk in {action.cycle_id, action.carried_to_id}]
    return _open_first(own), _note(action for action in found if action.cycle.programme_id == cycle.programme_id)


def change_note(programme: Programme) -> str:
    """What to say in the change note of the next rules: the improvements made since the rules in force were published.

    Empty where nothing has been done since.
    """
    return _note(_since_the_rules(Q(cycle__programme=programme)))


def _with_cycles(which: Q) -> QuerySet[Action]:
    return Action.objects.filter(which).select_related("owner", "cycle__programme", "carried_to")


def _since_the_rules(which: Q) -> QuerySet[Action]:
    """These improvements, each with ``rules_since``: when the rules in force were published, None where there are none."""
    published = Rulebook.objects.filter(programme=OuterRef("cycle__programme"), published_at__isnull=False)
    return _with_cycles(which).annotate(rules_since=Subquery(published.order_by("-version").values("published_at")[:1]))


def _open_first(actions: Iterable[Action]) -> list[Action]:
    return sorted(actions, key=lambda action: (action.done_at is not None, action.due is None, action.due, action.pk))


def _note(actions: Iterable[Any]) -> str:
    """Words on what was done since the rules; ``actions`` are of ``_since_the_rules``."""
    done = [
        action
        for action in actions
        if action.done_at and (action.rules_since is None or action.done_at > action.rules_since)
    ]
    lines = [
        _("%(title)s (because: %(because)s)") % {"title": action.title, "because": action.because}
        if action.because
        else action.title
        for action in sorted(done, key=lambda action: (action.done_at, action.pk))
    ]
    return "\n".join(f"- {line}" for line in lines)
