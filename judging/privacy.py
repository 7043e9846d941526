"""Judging's part of a person's data. Scores stay, as numbers of a pseudonym: an award must remain explainable."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communications.services.forgetting import forget_keyed
from judging.models import (
    Appeal,
    Assignment,
    CloseTie,
    Conflict,
    Minutes,
    Motion,
    QualifyVote,
    SampleScore,
    SampleSheet,
    SamplesWaiver,
    Score,
    Seat,
    TalkingPoint,
    Vote,
)
from nominations.models import Nomination

REMOVED = "—"

KEPT = [
    (
        _("Scores, comments and conflicts of judges"),
        _("So that it can be explained why an award was given."),
        _("Comments and reasons for {months} months after the cycle closes; scores, and who gave them, for good."),
    ),
    (
        _("Whom a judge is close to"),
        _("So that nobody scores somebody whom they share a household or a friendship with."),
        _("Until {months} months after the cycle closes."),
    ),
    (
        _("Requests for a review of process, and their answers"),
        _("So that somebody outside the panel can look into it and answer."),
        _("Words for {months} months after the cycle closes; how many there were, for good."),
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
        "close_to": list(CloseTie.objects.filter(seat__judge=person).values_list("person__email", flat=True)),
        "declined": list(
            Seat.objects.filter(judge=person).exclude(declined_because="").values("declined_because", "declined_words")
        ),
        "talking_points": list(TalkingPoint.objects.filter(seat__judge=person).values("entry__reference", "why")),
        "motions": list(Motion.objects.filter(proposer=person).values_list("text", flat=True)),
        "motion_votes": list(Vote.objects.filter(voter=person).values("motion__text", "choice")),
        "reviews_asked": list(Appeal.objects.filter(asker=person).values("words", "state", "answer")),
        "reviews_answered": list(Appeal.objects.filter(reviewer=person).values("state", "answer")),
        "votes": list(
            QualifyVote.objects.filter(seat__judge=person).order_by("pk").values("entry__reference", "answer", "reason")
        ),
        "samples": [
            {
                "cycle": score.sheet.sample.audit_cycle,
                "sample": score.sheet.sample.number,
                "criterion": score.criterion.code,
                "score": float(score.value),
                "comment": score.comment,
            }
            for score in SampleScore.objects.filter(sheet__seat__judge=person)
            .select_related("criterion", "sheet__sample__round__panel__cycle__programme")
            .order_by("pk")
        ],
        "sample_comments": list(
            SampleSheet.objects.filter(seat__judge=person).exclude(comment="").values("sample__number", "comment")
        ),
        "began_without_samples": list(
            SamplesWaiver.objects.filter(seat__judge=person).values_list("reason", flat=True)
        ),
        "minutes": list(Minutes.objects.filter(written_by=person).values_list("text", flat=True)),
    }


def erase(person: User) -> None:
    """Remove what this person wrote as a judge or asked to be looked into, and to whom they said to be close."""
    CloseTie.objects.filter(Q(seat__judge=person) | Q(person=person)).delete()
    TalkingPoint.objects.filter(seat__judge=person).update(why=REMOVED)
    Seat.objects.filter(judge=person).exclude(declined_words="").update(declined_words="")
    asked = Q(asker=person) | Q(asker_email__iexact=person.email)
    Appeal.objects.filter(asked).update(words=REMOVED, asker_email="")
    Score.objects.filter(assignment__seat__judge=person).exclude(comment="").update(comment="")
    Assignment.objects.filter(seat__judge=person).exclude(comment="").update(comment="")
    SampleScore.objects.filter(sheet__seat__judge=person).exclude(comment="").update(comment="")
    SampleSheet.objects.filter(seat__judge=person).exclude(comment="").update(comment="")
    SamplesWaiver.objects.filter(seat__judge=person).update(reason=REMOVED)
    QualifyVote.objects.filter(seat__judge=person).exclude(reason="").update(reason=REMOVED)
    Conflict.objects.filter(seat__judge=person).exclude(reason="").update(reason=REMOVED)


def forget_sender(nomination: Nomination, address: str) -> None:
    """A nominator without an account had their data removed: their request for a review stays, without words and address."""
    for asked in Appeal.objects.filter(nomination=nomination, asker_email__iexact=address):
        forget_keyed(beginning=f"review_answered:{asked.pk}:", address=address)
        Appeal.objects.filter(pk=asked.pk).update(words=REMOVED, asker_email="")
