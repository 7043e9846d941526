from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.queries.happenings import happenings, known_as

MOVED = {
    Stage.OPEN: gettext_noop("Nominations opened for %(programme)s, %(cycle)s."),
    Stage.SCREENING: gettext_noop("Nominations closed for %(programme)s, %(cycle)s."),
    Stage.JUDGING: gettext_noop("Judging began for %(programme)s, %(cycle)s."),
    Stage.DELIBERATING: gettext_noop("Scoring closed for %(programme)s, %(cycle)s."),
    Stage.DECIDED: gettext_noop("The winners of %(programme)s, %(cycle)s, are decided."),
    Stage.CLOSED: gettext_noop("%(programme)s, %(cycle)s, closed."),
}


def stages_reached(person: User, since: datetime) -> QuerySet[Cycle]:
    """Stages that cycles of this manager's programmes have reached."""
    cycles = Cycle.objects.filter(
        programme__managers=person, stage__in=list(MOVED), stage_since__gte=since, stage_since__lte=timezone.now()
    )
    return happenings(cycles, "stage_since", "stage", "programme__title", known_as(), "programme__slug", "name")


def say_stage(stage: str, programme: str, cycle: str, slug: str, name: str) -> tuple[str, str]:
    """The sentence for a stage that was reached, and where to read more."""
    words = _(MOVED[Stage(stage)]) % {"programme": programme, "cycle": cycle}
    return words, reverse("programmes:cycle", args=[slug, name])
