from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from evaluation.models import Action
from programmes.enums import Stage
from programmes.models import Cycle, Programme


def actions_of(cycle: Cycle) -> list[Action]:
    """The improvements that belong to a cycle: its own, and those carried into it; open ones first, by their due date."""
    found = Action.objects.filter(Q(cycle=cycle) | Q(carried_to=cycle)).select_related(
        "owner", "cycle__programme", "carried_to"
    )
    return sorted(found, key=lambda action: (action.done_at is not None, action.due is None, action.due, action.pk))


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


def change_note(programme: Programme) -> str:
    """What to say in the change note of the next rules: the improvements made since the rules in force were published.

    Empty where nothing has been done since.
    """
    in_force = programme.rulebooks.exclude(published_at=None).order_by("-version").first()
    done = Action.objects.filter(cycle__programme=programme, done_at__isnull=False).order_by("done_at")
    if in_force is not None and in_force.published_at is not None:
        done = done.filter(done_at__gt=in_force.published_at)
    lines = [
        _("%(title)s (because: %(because)s)") % {"title": action.title, "because": action.because}
        if action.because
        else action.title
        for action in done
    ]
    return "\n".join(f"- {line}" for line in lines)
