"""Evaluation's part of a person's data. What somebody answered is not among it: nobody can tell."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communications.services.forgetting import forget_keyed
from evaluation.models import Action, Invitation, LogEntry, Review
from evaluation.services.reviewing import PARTS
from nominations.models import Nomination

KEPT = [
    (
        _("Who was asked in a survey, never what they answered"),
        _("So that nobody is asked twice and a link answers once."),
        _("For {months} months after the cycle closes. What was answered in words goes then too; the marks stay."),
    ),
]


def export(person: User) -> dict[str, Any]:
    """That this person was asked (never what they answered), what they wrote as a manager, and improvements they own."""
    invitations = Invitation.objects.filter(person=person) | Invitation.objects.filter(address=person.email)
    reviews = Review.objects.filter(written_by=person).select_related("cycle__programme")
    return {
        "surveys": [
            {"cycle": asked.survey.cycle.label, "audience": asked.survey.audience, "answered": asked.used}
            for asked in invitations.select_related("survey__cycle__programme")
        ],
        "log": [
            {"programme": entry.programme.slug, "at": entry.at.isoformat(), "text": entry.text}
            for entry in LogEntry.objects.filter(author=person).select_related("programme")
        ],
        "reviews": [
            {"cycle": review.cycle.label, **{part: getattr(review, part) for part in PARTS}} for review in reviews
        ],
        "improvements": [
            {"cycle": action.cycle.label, "title": action.title, "due": action.due.isoformat() if action.due else ""}
            for action in Action.objects.filter(owner=person).select_related("cycle__programme")
        ],
    }


def erase(person: User) -> None:
    """Forget whom an invitation went to; it stays as a number of people asked. Texts of the programme stay, unnamed."""
    Invitation.objects.filter(address=person.email).update(address="")
    Invitation.objects.filter(person=person).update(person=None)
    Action.objects.filter(owner=person).update(owner=None)


def forget_sender(nomination: Nomination, address: str) -> None:
    """A nominator without an account had their data removed: forget that this address was asked, and don't write to it.

    Unless another of their nominations in the cycle is left, for which they may be asked.
    """
    left = Nomination.objects.filter(cycle=nomination.cycle_id, nominator_email__iexact=address)
    if left.exclude(pk=nomination.pk).exists():
        return
    for asked in Invitation.objects.filter(survey__cycle=nomination.cycle_id, address__iexact=address):
        forget_keyed(beginning=f"survey:{asked.survey_id}:", address=address)
        Invitation.objects.filter(pk=asked.pk).update(address="")
