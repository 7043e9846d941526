from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from programmes.enums import Stage
from programmes.models import Cycle

MOVED = {
    Stage.OPEN: gettext_noop("Nominations opened for %(programme)s, %(cycle)s."),
    Stage.SCREENING: gettext_noop("Nominations closed for %(programme)s, %(cycle)s."),
    Stage.JUDGING: gettext_noop("Judging began for %(programme)s, %(cycle)s."),
    Stage.DELIBERATING: gettext_noop("Scoring closed for %(programme)s, %(cycle)s."),
    Stage.DECIDED: gettext_noop("The winners of %(programme)s, %(cycle)s, are decided."),
    Stage.CLOSED: gettext_noop("%(programme)s, %(cycle)s, closed."),
}
AS_MANY = 5


def stages_reached(person: User, since: datetime) -> list[dict[str, Any]]:
    """Stages that cycles of this manager's programmes have reached; one query."""
    cycles = Cycle.objects.filter(
        programme__managers=person, stage__in=list(MOVED), stage_since__gte=since, stage_since__lte=timezone.now()
    )
    return [
        {
            "words": _(MOVED[Stage(cycle.stage)]) % {"programme": cycle.programme.title, "cycle": cycle.known_as},
            "at": cycle.stage_since,
            "url": reverse("programmes:cycle", args=[cycle.programme.slug, cycle.name]),
        }
        for cycle in cycles.select_related("programme").order_by("-stage_since")[:AS_MANY]
    ]
