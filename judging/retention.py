"""What judging keeps once names and stories are removed: scores, ranks and who decided; nothing in words."""

from judging.models import (
    Appeal,
    Assignment,
    CalibrationRound,
    CloseTie,
    Conflict,
    Decision,
    Minutes,
    Motion,
    QualifyVote,
    Sample,
    SampleScore,
    SampleSheet,
    SamplesWaiver,
    Score,
    Seat,
    TalkingPoint,
)
from programmes.models import Cycle

REMOVED = "—"


def remove_names(cycle: Cycle) -> dict[str, int]:
    """Remove comments, reasons of conflicts, minutes and justifications."""
    comments = Score.objects.filter(assignment__entry__cycle=cycle).exclude(comment="").update(comment="")
    comments += Assignment.objects.filter(entry__cycle=cycle).exclude(comment="").update(comment="")
    comments += QualifyVote.objects.filter(round__cycle=cycle).exclude(reason="").update(reason=REMOVED)
    conflicts = Conflict.objects.filter(entry__cycle=cycle)
    conflicts.exclude(reason="").update(reason=REMOVED)
    conflicts.exclude(ruling="").update(ruling=REMOVED)
    minutes = Minutes.objects.filter(deliberation__cycle=cycle).update(text=REMOVED)
    decisions = Decision.objects.filter(cycle=cycle).update(justification=REMOVED)
    seats = Seat.objects.filter(panel__cycle=cycle)
    CloseTie.objects.filter(seat__in=seats).delete()
    seats.exclude(declined_words="").update(declined_words="")
    TalkingPoint.objects.filter(seat__in=seats).update(why=REMOVED)
    comments += SampleScore.objects.filter(sheet__seat__in=seats).exclude(comment="").update(comment="")
    comments += SampleSheet.objects.filter(seat__in=seats).exclude(comment="").update(comment="")
    SamplesWaiver.objects.filter(seat__in=seats).update(reason=REMOVED)
    Sample.objects.filter(round__panel__cycle=cycle).exclude(story="").update(title=REMOVED, story=REMOVED)
    CalibrationRound.objects.filter(panel__cycle=cycle).exclude(closed_because="").update(closed_because=REMOVED)
    Motion.objects.filter(deliberation__cycle=cycle).update(text=REMOVED)
    reviews = Appeal.objects.filter(cycle=cycle)
    reviews.exclude(answer="").update(answer=REMOVED)
    asked = reviews.update(words=REMOVED, asker_email="")
    return {"reviews": asked, "comments": comments, "minutes": minutes, "justifications": decisions}
