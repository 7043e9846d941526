"""When nominations are open, by the server's clock."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from programmes.enums import Stage
from programmes.models import Cycle, FormQuestion, Programme

# Before judging, what came in may still be screened, withdrawn or put back.
BEFORE_JUDGING: tuple[str, ...] = (Stage.OPEN, Stage.SCREENING)


def is_open(cycle: Cycle, at: datetime) -> bool:
    """Whether a nomination that arrives at this instant counts: the stage is open and the closing second has not come.

    The date decides even where the clock is late to move the stage.
    """
    return cycle.stage == Stage.OPEN and at < cycle.screening_at


def cycle_to_nominate_for(programme: Programme, at: datetime) -> Cycle | None:
    """The cycle that takes nominations now, the one that closes first; None where none does. ``asks`` says whether its form
    has questions of its own, so that the form of most programmes need not look for them.
    """
    asked = FormQuestion.objects.filter(rulebook=OuterRef("rulebook"))
    cycles = programme.cycles.select_related("programme", "rulebook").annotate(asks=Exists(asked))
    return cycles.filter(stage=Stage.OPEN, screening_at__gt=at).order_by("screening_at").first()


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
