"""When nominations are open, by the server's clock."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from nominations.enums import Medium
from nominations.models import Nomination
from prepared import Place, prepared
from programmes.enums import Stage, Supporting
from programmes.models import Cycle, Programme
from programmes.queries.programmes import public_cycles

# Before judging, what came in may still be screened, withdrawn or put back.
BEFORE_JUDGING: tuple[str, ...] = (Stage.OPEN, Stage.SCREENING)

# How long after closing a form may be sent that was open before, where the rules allow it.
GRACE = timedelta(minutes=2)


def is_open(cycle: Cycle, at: datetime) -> bool:
    """Whether a nomination that arrives at this instant counts: the stage is open and the closing second has not come.

    The date decides even where the clock is late to move the stage.
    """
    return cycle.stage == Stage.OPEN and at < cycle.screening_at


def is_in_grace(cycle: Cycle, at: datetime, opened: datetime | None) -> bool:
    """Whether a form that was opened before closing arrives within the two minutes after it, and the rules allow that.

    The stage may have moved to screening meanwhile.
    """
    if opened is None or cycle.stage not in BEFORE_JUDGING or cycle.rulebook is None or not cycle.rulebook.grace:
        return False
    return opened < cycle.screening_at <= at < cycle.screening_at + GRACE


def takes(cycle: Cycle, at: datetime, opened: datetime | None) -> bool:
    """Whether a nomination counts that arrives at this instant from a form opened then."""
    return is_open(cycle, at) or is_in_grace(cycle, at, opened)


def cycle_in_grace(programme: Programme, at: datetime, opened: datetime | None) -> Cycle | None:
    """The cycle that still takes a form opened then, though it has closed; None where none does."""
    closed = programme.cycles.select_related("programme", "rulebook").filter(screening_at__gt=at - GRACE)
    return next((one for one in closed.order_by("screening_at") if is_in_grace(one, at, opened)), None)


def cycle_to_nominate_for(programme: Programme, at: datetime) -> Cycle | None:
    """The cycle that takes nominations now, the one that closes first; None where none does."""
    cycles = programme.cycles.select_related("rulebook")
    return cycles.filter(stage=Stage.OPEN, screening_at__gt=at).order_by("screening_at").first()


@prepared(slug=str, at=datetime)
def open_to_visitors(slug: Place, at: Place) -> QuerySet[Cycle]:
    """The cycle of the public programme with this short name that takes nominations now, the one that closes first; with
    its programme and its rules.
    """
    now_open = public_cycles().filter(programme__slug=slug, stage=Stage.OPEN, screening_at__gt=at)
    return now_open.select_related("programme", "rulebook").order_by("screening_at")[:1]


def next_cycle(programme: Programme, at: datetime) -> Cycle | None:
    """The planned cycle that opens next; None where none is planned."""
    return programme.cycles.filter(stage=Stage.PLANNED, opens_at__gt=at).order_by("opens_at").first()


def last_closed_cycle(programme: Programme, at: datetime) -> Cycle | None:
    """The cycle whose nominations closed last; None where none has closed."""
    closed = programme.cycles.exclude(stage__in=[Stage.PLANNED, Stage.CANCELLED])
    return closed.filter(screening_at__lte=at).order_by("-screening_at").first()


def may_nominate_themselves(cycle: Cycle) -> bool:
    """Whether the rules of this cycle let people nominate themselves."""
    return cycle.rulebook is not None and cycle.rulebook.self_nomination


def lets_support(cycle: Cycle) -> bool:
    """Whether the rules of this cycle let colleagues see who is nominated and support it."""
    return cycle.rulebook is not None and cycle.rulebook.supporting != Supporting.NO


def came_in_grace(nomination: Nomination) -> bool:
    """Whether it came from an online form within the two minutes after closing."""
    came, closed = nomination.submitted_at or nomination.created_at, nomination.cycle.screening_at
    return nomination.medium == Medium.ONLINE and closed <= came < closed + GRACE


def confirm_until(nomination: Nomination) -> datetime:
    """The last moment at which the address can be confirmed: after so many days, or when judging begins."""
    days = timedelta(days=settings.NOMINATION_CONFIRM_DAYS)
    return min(nomination.created_at + days, nomination.cycle.judging_at)
