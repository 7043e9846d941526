from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.enums import SeatRole
from judging.models import Seat
from programmes.enums import Stage
from programmes.models import Programme


def of_the_panel(programme: Programme) -> list[dict[str, Any]]:
    """For the project plan: who chairs the newest cycle's panel, and how many judge beside them."""
    cycle = programme.cycles.exclude(stage=Stage.CANCELLED).order_by("-opens_at", "-pk").first()
    if cycle is None:
        return []
    seats = list(Seat.objects.filter(panel__cycle=cycle, left_at__isnull=True).select_related("judge"))
    chairs = [str(seat.judge) for seat in seats if seat.role == SeatRole.CHAIR]
    judges = len(seats) - len(chairs)
    by = localtime(cycle.announce_at).date()
    line = {"part": _("Judging"), "by": by, "url": reverse("judging:seats", args=[programme.slug, cycle.name])}
    what = _("Chairs the panel of %(cycle)s") % {"cycle": cycle.known_as}
    word = ngettext("%(n)d judge seated", "%(n)d judges seated", judges) % {"n": judges}
    return [{**line, "what": what, "who": name, "word": word} for name in chairs or [""]]
