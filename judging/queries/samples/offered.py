"""Which entries of earlier cycles may serve as samples."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from judging.enums import DecisionState
from judging.models import Decision, Sample, Seat
from judging.queries.entries import is_judged
from nominations.models import Entry, Evidence, Notice
from programmes.enums import STAGES_IN_ORDER, Stage
from programmes.models import Category, Cycle

MOST_OFFERED = 12
# Not before the announcement: who is offered was not honoured.
OVER = STAGES_IN_ORDER[STAGES_IN_ORDER.index(Stage.ANNOUNCED) :]


def entries_offered(cycle: Cycle) -> QuerySet[Entry]:
    """Entries of this programme's announced cycles, in a category that the cycle has, too, the newest first.

    Never one that was honoured, for everybody knows how it ended; whose nominee or nominator sits on the panel; whose nominee
    asked that their story goes no further; or whose names or story have been removed.
    """
    categories = Category.objects.filter(rulebook=cycle.rulebook_id)
    earlier = Entry.objects.filter(
        is_judged("pk"),
        cycle__programme=cycle.programme_id,
        cycle__stage__in=OVER,
        category__code__in=categories.values("code"),
        nameless=False,
    ).exclude(cycle=cycle.pk)
    honoured = Decision.objects.filter(entry=OuterRef("pk"), state=DecisionState.CONFIRMED)
    told = Evidence.objects.filter(nomination__entry=OuterRef("pk")).exclude(text="")
    kept_back = Notice.objects.filter(person=OuterRef("person"), cycle=OuterRef("cycle"), unpublished_at__isnull=False)
    chosen = Sample.objects.filter(round__panel__cycle=cycle, entry=OuterRef("pk"))
    seats = Seat.objects.filter(panel__cycle=cycle, left_at=None)
    near = seats.filter(
        Q(judge=OuterRef("person")) | Q(judge__team=OuterRef("team")) | Q(judge__nominations_made__entry=OuterRef("pk"))
    )
    found = earlier.filter(Exists(told), ~Exists(honoured), ~Exists(kept_back), ~Exists(chosen), ~Exists(near))
    return found.select_related("person__team", "team", "category", "cycle__programme").order_by(
        F("cycle__opens_at").desc(), "reference"
    )
