from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatRole(models.TextChoices):
    """What somebody on a panel does."""

    JUDGE = "judge", _("Judge")
    CHAIR = "chair", _("Chair")


class RoundMode(models.TextChoices):
    """What a round asks of its judges."""

    QUALIFY = "qualify", _("Qualify: yes, no or unsure")
    SCORE = "score", _("Score by the criteria")
    RANK = "rank", _("Rank: put in order")
    PAIR = "pair", _("Compare: which of two")


class RoundState(models.TextChoices):
    """The life of a round; a closed one stays closed."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class SampleSource(models.TextChoices):
    """Where a sample of a calibration round is from."""

    EARLIER = "earlier", _("An entry of an earlier cycle, without names")
    LIBRARY = "library", _("One of Laurel’s sample stories")
    WRITTEN = "written", _("Written for the purpose")


class Cut(models.TextChoices):
    """Which entries go through; who stands level with the last one always does."""

    EVERY = "every", _("Every entry")
    TOP = "top", _("So many of each category")
    ABOVE = "above", _("From this figure upwards")


class Tally(models.TextChoices):
    """How the orders of a ranking round are counted."""

    BORDA = "borda", _("By points for each place (Borda)")
    STV = "stv", _("By single transferable vote")


class Answer(models.TextChoices):
    """What a judge says of an entry in a qualifying round."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("Unsure")


class Confidence(models.TextChoices):
    """How sure a judge is of a sheet; the chair reads it, no computation uses it."""

    LOW = "low", _("Not very sure")
    FAIR = "fair", _("Fairly sure")
    HIGH = "high", _("Sure")


class ConflictSource(models.TextChoices):
    """How a conflict of interest came to light."""

    SELF = "self", _("Is the nominee")
    SAME_TEAM = "same-team", _("Works in the nominee’s team")
    LINE_MANAGER = "line-manager", _("Manages the nominee")
    REPORT = "report", _("Is managed by the nominee")
    NOMINATOR = "nominator", _("Nominated or supports this entry")
    # Whom a judge is close to is theirs to know: it reads as any other declared conflict.
    CLOSE = "close", _("Declared by the judge")
    DECLARED = "declared", _("Declared by the judge")


class ConflictState(models.TextChoices):
    """What the chair has said. A conflict found by rule stands until cleared; a declared one waits and stands meanwhile."""

    OPEN = "open", _("Waits for the chair")
    UPHELD = "upheld", _("Upheld")
    CLEARED = "cleared", _("Cleared")


# A judge with a conflict in one of these states has nothing to do with the entry.
STANDING_CONFLICTS: tuple[str, ...] = (ConflictState.OPEN, ConflictState.UPHELD)


class AssignmentState(models.TextChoices):
    """The life of one judge's sheet for one entry."""

    ASSIGNED = "assigned", _("To do")
    STARTED = "started", _("Started")
    SUBMITTED = "submitted", _("Submitted")
    RECUSED = "recused", _("Stood aside")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Every legal move of an assignment; ``judging.services`` holds the only gate.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    AssignmentState.ASSIGNED: (AssignmentState.STARTED, AssignmentState.RECUSED, AssignmentState.WITHDRAWN),
    AssignmentState.STARTED: (AssignmentState.SUBMITTED, AssignmentState.RECUSED, AssignmentState.WITHDRAWN),
    AssignmentState.SUBMITTED: (AssignmentState.STARTED, AssignmentState.RECUSED),
    AssignmentState.RECUSED: (AssignmentState.ASSIGNED, AssignmentState.STARTED, AssignmentState.SUBMITTED),
    AssignmentState.WITHDRAWN: (AssignmentState.ASSIGNED,),
}

# A judge has this sheet in hand or has sent it.
LIVE_ASSIGNMENTS: tuple[str, ...] = (AssignmentState.ASSIGNED, AssignmentState.STARTED, AssignmentState.SUBMITTED)


class DecisionState(models.TextChoices):
    """A decision counts when a second person has confirmed it."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DeclineReason(models.TextChoices):
    """Why somebody does not take a seat."""

    CONFLICT = "conflict", _("I am too close to people who may be nominated")
    EXPERTISE = "expertise", _("I don’t know this work well enough to judge it")
    TOO_MANY = "too-many", _("It is more than I have time for")
    OTHER = "other", _("Another reason")


class Choice(models.TextChoices):
    """How somebody votes on a motion."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstain")


class MotionState(models.TextChoices):
    """A motion is open to votes until the chair closes it."""

    OPEN = "open", _("Open to votes")
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Not carried")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AppealRole(models.TextChoices):
    """In which role somebody asks for a review of process."""

    NOMINATOR = "nominator", _("Nominator")
    NOMINEE = "nominee", _("Nominee")


class AppealState(models.TextChoices):
    """The life of a request for a review: asked, given to somebody outside the panel, answered."""

    ASKED = "asked", _("Waits to be given to somebody")
    ASSIGNED = "assigned", _("Being looked into")
    UPHELD = "upheld", _("Upheld")
    NOT_UPHELD = "not-upheld", _("Not upheld")


# A request for a review in one of these states still waits for its answer.
OPEN_APPEALS: tuple[str, ...] = (AppealState.ASKED, AppealState.ASSIGNED)
