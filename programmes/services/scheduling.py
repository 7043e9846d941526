"""Cycles and their dates: planning one, making one outside the frequency, changing dates."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise

from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import Refused, StaleState
from programmes.enums import STAGES_IN_ORDER, TRANSITIONS, Stage
from programmes.models import Cycle, Frequency, Programme
from programmes.queries.schedule import DATE_FIELDS, PlannedRun, coming_runs, dates_from

# The stage that each date begins; a date whose stage has begun is history.
STAGE_OF_DATE: dict[str, str] = {
    "opens_at": Stage.OPEN,
    "screening_at": Stage.SCREENING,
    "judging_at": Stage.JUDGING,
    "deliberating_at": Stage.DELIBERATING,
    "announce_at": Stage.ANNOUNCED,
    "evaluating_at": Stage.EVALUATING,
    "closes_at": Stage.CLOSED,
}

# The years in which a cycle can open: what is outside is a slip of the keyboard, and the last dates that exist are near.
FIRST_YEAR, LAST_YEAR = 2000, 2199


class NameTaken(Refused):
    """The programme has a cycle of this name."""


class DatesRefused(Refused):
    """Dates that can't be: out of order, in the past, or of a stage that has begun. ``field`` names the first of them."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def create_cycle(*, programme: Programme, name: str, opens_on: date, actor: User | None, title: str = "") -> Cycle:
    """Plan a cycle outside the frequency: the same windows, counted from ``opens_on`` in the organisation's zone.

    Raises NameTaken; DatesRefused for a day in no sensible year; ValidationError for a name that can't be part of an address.
    """
    validate_slug(name)
    if not FIRST_YEAR <= opens_on.year <= LAST_YEAR:
        raise DatesRefused(
            _("%(day)s can’t be meant: choose a day between %(first)s and %(last)s.")
            % {"day": opens_on.isoformat(), "first": FIRST_YEAR, "last": LAST_YEAR},
            "opens_at",
        )
    zone = the_organisation().zone
    windows = Frequency.objects.filter(programme=programme).first() or Frequency(programme=programme)
    dates = dates_from(opens_on=opens_on, frequency=windows, zone=zone)
    return plan_run(programme=programme, run=PlannedRun(name=name, title=title, dates=dates), actor=actor)


@transaction.atomic
def plan_run(*, programme: Programme, run: PlannedRun, actor: User | None) -> Cycle:
    """Make the planned cycle of one run; ``actor=None`` means the clock planned it. Raises NameTaken."""
    if programme.cycles.filter(name=run.name).exists():
        raise NameTaken(
            _("%(programme)s has a cycle “%(name)s” already.") % {"programme": programme.title, "name": run.name}
        )
    cycle = Cycle(programme=programme, name=run.name, title=run.title, **run.dates.as_fields())
    cycle.clean_fields(exclude=["programme", "rulebook"])
    cycle.save(force_insert=True)
    audit.record(verb="cycle.created", target=cycle, actor=actor, data=run.dates.as_fields())
    return cycle


@transaction.atomic
def plan_next(*, programme: Programme, actor: User) -> Cycle:
    """Plan the first coming cycle of the frequency that is not there yet, by hand. Raises Refused where there is none."""
    zone = the_organisation().zone
    frequency = Frequency.objects.select_related("programme").filter(programme=programme).first()
    known = set(programme.cycles.values_list("name", flat=True))
    today = timezone.now().astimezone(zone).date()
    runs = coming_runs(frequency, zone=zone, after=today) if frequency else []
    run = next((run for run in runs if run.name not in known), None)
    if run is None:
        raise Refused(_("By its frequency this programme has no further cycle in the next two years."))
    return plan_run(programme=programme, run=run, actor=actor)


@transaction.atomic
def change_dates(*, cycle: Cycle, dates: Mapping[str, datetime], actor: User, reason: str) -> Cycle:
    """Give a cycle other dates, by field name; what is not named stays. The trail keeps the old ones and the reason.

    Raises DatesRefused for dates out of order, moved into the past, or of a stage that has begun; StaleState when the
    cycle has moved on meanwhile.
    """
    before = {field: getattr(cycle, field) for field in DATE_FIELDS}
    changed = {field: moment for field, moment in dates.items() if moment != before[field]}
    if not changed:
        return cycle
    _check(cycle, changed, before)
    claimed = Cycle.objects.filter(pk=cycle.pk, stage=cycle.stage).update(**changed)
    if claimed != 1:
        raise StaleState(_("Somebody has already moved %(cycle)s on.") % {"cycle": cycle.label})
    cycle.refresh_from_db(fields=list(changed))
    audit.record(
        verb="cycle.dates_changed",
        target=cycle,
        actor=actor,
        before={field: before[field] for field in changed},
        data={**changed, "reason": reason},
    )
    return cycle


def changeable_dates(cycle: Cycle) -> list[str]:
    """The dates that may still be changed: those of stages that have not begun; none once it is cancelled.

    The date of the present stage too where the cycle may go a step back: without a later one the clock would undo that.
    """
    if cycle.stage == Stage.CANCELLED:
        return []
    return [
        field
        for field in DATE_FIELDS
        if not cycle.has_reached(STAGE_OF_DATE[field]) or _begins_again(cycle, STAGE_OF_DATE[field])
    ]


def _begins_again(cycle: Cycle, stage: str) -> bool:
    """Whether this is the cycle's stage and a step back from it is legal."""
    place = STAGES_IN_ORDER.index(stage)
    return stage == cycle.stage and STAGES_IN_ORDER[place - 1] in TRANSITIONS[stage]


def _check(cycle: Cycle, changed: Mapping[str, datetime], before: Mapping[str, datetime]) -> None:
    open_to_change = changeable_dates(cycle)
    now = timezone.now()
    for field, moment in changed.items():
        title = _date_title(field)
        if field not in open_to_change:
            raise DatesRefused(_("“%(date)s” can’t be changed any more: it has happened.") % {"date": title}, field)
        if moment <= now:
            raise DatesRefused(_("“%(date)s” would be in the past.") % {"date": title}, field)
    _check_order({**before, **changed})


def _check_order(dates: Mapping[str, datetime]) -> None:
    for earlier, later in pairwise(DATE_FIELDS):
        together = later in {"judging_at", "evaluating_at"}
        if dates[later] > dates[earlier] or (together and dates[later] == dates[earlier]):
            continue
        words = {
            "later": _date_title(later),
            "earlier": _date_title(earlier),
        }
        raise DatesRefused(_("“%(later)s” must come after “%(earlier)s”.") % words, later)


def _date_title(field: str) -> str:
    return str(Cycle._meta.get_field(field).verbose_name)  # type: ignore[union-attr]  # a date is no relation
