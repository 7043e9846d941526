"""Judging's part of a person's data. Scores stay, as numbers of a pseudonym: an award must remain explainable."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from judging.models import Assignment, Conflict, Minutes, QualifyVote, Score, Seat

REMOVED = "—"

KEPT = [
    (
        _("Scores, comments and conflicts of judges"),
        _("So that it can be explained why an award was given."),
        _("Comments and reasons for {months} months after the cycle closes; scores, and who gave them, for good."),
    ),
]


def export(person: User) -> dict[str, Any]:
    """What judging holds of this person: their seats, their scores with comments, their conflicts, minutes they wrote."""
    scores = Score.objects.filter(assignment__seat__judge=person).select_related(
        "assignment__entry", "criterion", "assignment__seat__panel__cycle__programme"
    )
    conflicts = Conflict.objects.filter(seat__judge=person).select_related("entry")
    return {
        "seats": [
            {"cycle": seat.panel.cycle.label, "role": seat.role}
            for seat in Seat.objects.filter(judge=person).select_related("panel__cycle__programme")
        ],
        "scores": [
            {
                "entry": score.assignment.entry.reference,
                "criterion": score.criterion.code,
                "score": float(score.value),
                "comment": score.comment,
            }
            for score in scores
        ],
        "sheets": list(
            Assignment.objects.filter(seat__judge=person)
            .exclude(comment="", confidence="")
            .values("entry__reference", "comment", "confidence")
        ),
        "conflicts": [
            {"entry": conflict.entry.reference, "source": conflict.source, "reason": conflict.reason}
            for conflict in conflicts
        ],
        "votes": list(
            QualifyVote.objects.filter(seat__judge=person).order_by("pk").values("entry__reference", "answer", "reason")
        ),
        "minutes": list(Minutes.objects.filter(written_by=person).values_list("text", flat=True)),
    }


def erase(person: User) -> None:
    """Remove what this person wrote as a judge: comments and the reasons of their conflicts."""
    Score.objects.filter(assignment__seat__judge=person).exclude(comment="").update(comment="")
    Assignment.objects.filter(seat__judge=person).exclude(comment="").update(comment="")
    QualifyVote.objects.filter(seat__judge=person).exclude(reason="").update(reason=REMOVED)
    Conflict.objects.filter(seat__judge=person).exclude(reason="").update(reason=REMOVED)
