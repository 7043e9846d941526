"""Which cycles there are, when each opened and where it stands, seen from one day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from programmes.enums import STAGES_IN_ORDER, Stage

OPENING, CLOSING = time(9), time(17)

# When each stage begins, in days from the opening.
MONTHLY = (21, 24, 34, 38, 39, 69)
QUARTERLY = (28, 33, 47, 54, 55, 85)
YEARLY = (42, 49, 63, 70, 72, 102)

DATES = ("screening_at", "judging_at", "deliberating_at", "announce_at", "evaluating_at", "closes_at")


@dataclass(frozen=True)
class CyclePlan:
    """One cycle of the demo. ``days`` are the beginnings of the six stages after the opening, counted from it."""

    programme: str
    name: str
    title: str
    opens_on: date
    stage: str
    days: tuple[int, ...]
    nominations: int

    def dates(self, zone: ZoneInfo) -> dict[str, datetime]:
        """The cycle's dates as fields: opening in the morning, closing and announcing in the afternoon."""
        found = {"opens_at": datetime.combine(self.opens_on, OPENING, zone)}
        for field, offset in zip(DATES, self.days, strict=True):
            hour = OPENING if field in {"judging_at", "evaluating_at"} else CLOSING
            found[field] = datetime.combine(self.opens_on + timedelta(days=offset), hour, zone)
        return found

    def has_reached(self, stage: str) -> bool:
        """Whether the cycle is at this stage or past it."""
        return STAGES_IN_ORDER.index(self.stage) >= STAGES_IN_ORDER.index(stage)


def cycle_plans(today: date, scale: int) -> list[CyclePlan]:
    """All cycles, oldest first: two years of closed ones, and one in each live stage."""
    plans = [*_service_stars(today), *_teams(today), *_customers_choice(today)]
    grown = [CyclePlan(**{**vars(plan), "nominations": plan.nominations * scale}) for plan in plans]
    return sorted(grown, key=lambda plan: (plan.opens_on, plan.programme))


def _service_stars(today: date) -> list[CyclePlan]:
    def plan(
        opens_on: date, stage: str, days: tuple[int, ...], nominations: int, name: str = "", title: str = ""
    ) -> CyclePlan:
        name = name or f"{opens_on:%Y-%m}"
        return CyclePlan("service-stars", name, title or f"{opens_on:%B %Y}", opens_on, stage, days, nominations)

    live = [
        plan(today + timedelta(days=22), Stage.PLANNED, MONTHLY, 0),
        plan(today - timedelta(days=10), Stage.OPEN, MONTHLY, 19),
        plan(today - timedelta(days=42), Stage.ANNOUNCED, (21, 24, 34, 40, 45, 75), 34),
        plan(today - timedelta(days=74), Stage.EVALUATING, (21, 24, 34, 38, 50, 95), 36),
        plan(
            today - timedelta(days=33),
            Stage.DELIBERATING,
            (14, 17, 31, 36, 38, 60),
            24,
            name=f"storm-{today - timedelta(days=33):%Y}",
            title="the storm weeks",
        ),
    ]
    closed = []
    taken = {cycle.name for cycle in live}
    month = (today - timedelta(days=100)).replace(day=1)
    while month > today - relativedelta(months=25):
        if f"{month:%Y-%m}" not in taken:
            closed.append(plan(month, Stage.CLOSED, MONTHLY, 22 + (month.month * 7) % 11))
        month -= relativedelta(months=1)
    return live + closed


def _teams(today: date) -> list[CyclePlan]:
    def plan(
        opens_on: date, stage: str, days: tuple[int, ...], nominations: int, name: str = "", title: str = ""
    ) -> CyclePlan:
        quarter = (opens_on.month - 1) // 3 + 1
        name = name or f"{opens_on.year}-q{quarter}"
        title = title or f"quarter {quarter} of {opens_on.year}"
        return CyclePlan("team-of-the-quarter", name, title, opens_on, stage, days, nominations)

    live = [
        plan(today - timedelta(days=38), Stage.JUDGING, (28, 33, 47, 54, 55, 85), 14),
        plan(
            today - timedelta(days=60),
            Stage.DECIDED,
            (28, 33, 47, 63, 64, 94),
            11,
            name=f"works-{today - timedelta(days=60):%Y}",
            title="the summer works",
        ),
    ]
    taken = {cycle.name for cycle in live}
    closed = []
    start = today - timedelta(days=38)
    for quarters in range(1, 8):
        opens_on = start - relativedelta(months=3 * quarters)
        made = plan(opens_on, Stage.CLOSED, QUARTERLY, 9 + quarters % 4)
        if made.name not in taken and opens_on + timedelta(days=QUARTERLY[-1]) < today:
            closed.append(made)
    return live + closed


def _customers_choice(today: date) -> list[CyclePlan]:
    def plan(opens_on: date, stage: str, nominations: int) -> CyclePlan:
        title = f"{opens_on.year}"
        return CyclePlan("customers-choice", title, title, opens_on, stage, YEARLY, nominations)

    opened = today - timedelta(days=44)
    return [
        plan(opened, Stage.SCREENING, 41),
        plan(opened - relativedelta(years=1), Stage.CLOSED, 38),
    ]
