import random
from collections import defaultdict

from django.db import transaction
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused
from judging.enums import AssignmentState
from judging.models import Assignment, Seat
from judging.queries.seats import seats_of
from judging.queries.sheets import UNSENT
from judging.services.conflicts import find_conflicts
from judging.services.messages import tell
from judging.services.panels import make_panel
from judging.services.planning import Planned, plan_assignment
from judging.services.sheets import move_sheet
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Cycle

ASSIGNING_STAGES = (Stage.SCREENING, Stage.JUDGING)


@transaction.atomic
def assign_judges(*, cycle: Cycle, actor: User | None) -> Planned:
    """Find conflicts, then give every entry its judges; what is started or sent stays, and as little as possible changes.

    The same again changes nothing. What cannot be done is named in ``problems``, never dropped. Judges hear of their
    entries while the panel is scoring. Raises Refused in any stage but screening and judging.
    """
    if cycle.stage not in ASSIGNING_STAGES:
        raise Refused(
            _("Judges are assigned in screening and judging; %(cycle)s is in “%(stage)s”.")
            % {"cycle": cycle.label, "stage": cycle.get_stage_display()}
        )
    panel = make_panel(cycle=cycle, actor=actor)
    find_conflicts(cycle=cycle, actor=actor)
    planned = plan_assignment(cycle)
    for sheet in planned.released:
        move_sheet(sheet=sheet, to=AssignmentState.WITHDRAWN, actor=actor, verb="sheet.withdrawn")
    add_sheets(cycle=cycle, pairs=planned.added, actor=actor)
    if planned.added or planned.released:
        audit.record(
            verb="judges.assigned",
            target=panel,
            actor=actor,
            data={
                "added": len(planned.added),
                "released": len(planned.released),
                "loads": {str(load.seat.pk): load.entries for load in planned.loads},
                "problems": len(planned.problems),
            },
        )
    if cycle.stage == Stage.JUDGING:
        tell_judges(cycle)
    return planned


def add_sheets(*, cycle: Cycle, pairs: list[tuple[Seat, Entry]], actor: User | None) -> list[Assignment]:
    """Make sheets for these pairs, each judge's in an order of their own; one taken back earlier is given back.

    The order is shuffled by a seed of cycle and seat, so that the same entry is not everybody's last one.
    """
    by_seat: defaultdict[Seat, list[Entry]] = defaultdict(list)
    for seat, entry in pairs:
        by_seat[seat].append(entry)
    rows = Assignment.objects.filter(seat__in=by_seat)
    last = dict(rows.values_list("seat_id").annotate(last=Max("position")))
    earlier = {(sheet.seat_id, sheet.entry_id): sheet for sheet in rows.select_related("entry__cycle__programme")}
    new = []
    for seat, entries in by_seat.items():
        entries.sort(key=lambda entry: entry.reference)
        random.Random(f"{cycle.label}:{seat.pk}").shuffle(entries)  # noqa: S311 — an order, not a secret
        for position, entry in enumerate(entries, start=last.get(seat.pk, 0) + 1):
            sheet = earlier.get((seat.pk, entry.pk))
            if sheet is None:
                new.append(Assignment(seat=seat, entry=entry, position=position))
            else:
                move_sheet(
                    sheet=sheet, to=AssignmentState.ASSIGNED, actor=actor, verb="sheet.restored", position=position
                )
    return Assignment.objects.bulk_create(new, batch_size=1000)


def tell_judges(cycle: Cycle) -> None:
    """Tell each judge with unsent sheets, once for each time that they got new ones."""
    unsent = Assignment.objects.filter(seat__panel__cycle=cycle, state__in=UNSENT)
    counts = {
        seat: (count, newest) for seat, count, newest in unsent.values_list("seat_id").annotate(Count("pk"), Max("pk"))
    }
    for seat in seats_of(cycle):
        if seat.pk in counts:
            count, newest = counts[seat.pk]
            tell(
                template="judge_assigned",
                seat=seat,
                cycle=cycle,
                context={"entry_count": str(count)},
                path=reverse("judging:panel"),
                key=f"{cycle.label}:{seat.pk}:{newest}",
            )
