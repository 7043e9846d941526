"""What the audit trail keeps back from a reader for a while: it holds every score, and none may be seen too early."""

from django.db.models import BooleanField, Case, Q, When

from accounts.models import User
from judging.enums import STANDING_CONFLICTS
from judging.models import Conflict
from nominations.models import Entry
from nominations.queries.own_entries import entries_about
from programmes.enums import Stage
from programmes.models import Cycle

REOPENED = "sheet.reopened"
GIVEN = ("scores.saved", "scores.imported", "sheet.submitted", REOPENED, "round.voted", "samples.saved", "samples.sent")
"""Acts whose records say what judges gave."""

TOLD = (
    *GIVEN,
    "sheet.recused",
    "entry.flagged",
    "entry.unflagged",
    "agenda.moved",
    "motion.proposed",
    "motion.voted",
    "motion.closed",
    "decision.proposed",
    "decision.confirmed",
    "decision.withdrawn",
)
"""Acts whose records tell a nominee what is becoming of their entry."""

SCORING = (Stage.JUDGING, Stage.CANCELLED)
UNTOLD = (Stage.JUDGING, Stage.DELIBERATING, Stage.DECIDED, Stage.CANCELLED)


def kept_back_from(person: User) -> Q:
    """The condition on audit records: what others gave while a panel scores, in whatever office the reader is, and what
    is told of entries that are theirs or from which they stand aside, until the announcement. Empty where there is none.
    """
    barred = Conflict.objects.filter(seat__judge=person, state__in=STANDING_CONFLICTS).values("entry__cycle")
    own = Entry.objects.filter(entries_about(person)).values("cycle")
    theirs = Case(When(Q(pk__in=barred) | Q(pk__in=own), then=True), default=False, output_field=BooleanField())
    cycles = list(Cycle.objects.filter(stage__in=UNTOLD).values_list("programme__slug", "name", "stage", theirs))
    scoring = [f"{slug}/{name}" for slug, name, stage, _theirs in cycles if stage in SCORING]
    untold = [f"{slug}/{name}" for slug, name, _stage, mine in cycles if mine]
    found = Q()
    if scoring:
        found |= Q(verb__in=GIVEN, cycle__in=scoring)
    if untold:
        found |= Q(verb__in=TOLD, cycle__in=untold)
    others = Q(actor=None) | ~Q(actor=person.pk) | Q(verb=REOPENED)  # who reopens a sheet did not give what is on it
    return found & others if found else found
