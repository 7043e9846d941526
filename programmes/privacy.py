"""Planning's part of a person's data: what they said of rules under their name and that they were asked; which launch
messages they got, whether they opened them, and the one answer they gave.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programmes.models import (
    CalendarAddress,
    ConsultationAnswer,
    ConsultationInvitation,
    ConsultationResponse,
    CustomerAddress,
    LaunchTask,
    Recipient,
    TaskFile,
)

KEPT = [
    (
        _("Opinions on the rules that somebody gave under their name, in a consultation that asked for names"),
        _("So that those who manage the programme can answer."),
        _("Until the person is erased; what they ticked then counts on without a name."),
    ),
    (
        _("Consultations: who was asked about the rules, never what they answered where answers are anonymous"),
        _("So that everybody answers once."),
        _("Until the person is erased."),
    ),
    (
        _("Launch messages: who was sent which, and their answer to the one question in it"),
        _("So that a message is sent once, and its words can be mended. It is shown counted, by five people and more."),
        _("Until the person is erased."),
    ),
    (
        _("Opened launch messages, where a programme has switched that on and its messages say so"),
        _("So that it can be seen which teams it did not reach. It is shown by team, never by person."),
        _("Until the person is erased."),
    ),
    (
        _("Customers’ addresses on the list of a message, with the day on which they agreed"),
        _("So that only those who agreed are written to."),
        _("For 90 days after the message was sent, or until the list is replaced."),
    ),
]


def export(person: User) -> dict[str, Any]:
    """What this person was asked and said of rules under their name, the launch messages to them, and their launch tasks."""
    return _consulted(person) | _launched(person)


def _consulted(person: User) -> dict[str, Any]:
    asked = ConsultationInvitation.objects.filter(person=person)
    said = ConsultationAnswer.objects.filter(response__person=person).order_by("criterion__position")
    return {
        "consultations": [
            {"rules": str(each.consultation.rulebook), "named": each.consultation.named, "answered": each.used}
            for each in asked.select_related("consultation__rulebook__programme")
        ],
        "opinions_on_rules": [
            {
                "rules": str(each.criterion.consultation.rulebook),
                "criterion": each.criterion.code,
                "clear": each.clear,
                "fair": each.fair,
                "reaches": each.reaches,
                "comment": each.comment,
            }
            for each in said.select_related("criterion__consultation__rulebook__programme")
        ],
    }


def _launched(person: User) -> dict[str, Any]:
    copies = Recipient.objects.filter(person=person).select_related("planned__programme")
    return {
        "launch_messages": [
            {
                "programme": copy.planned.programme.slug,
                "subject": copy.planned.subject,
                "opened_at": copy.opened_at.isoformat() if copy.opened_at else "",
                "answer": copy.planned.answers[copy.answer - 1] if copy.answer else "",
            }
            for copy in copies
        ],
        "launch_tasks": [
            {"programme": task.programme.slug, "title": task.title, "due": task.due.isoformat()}
            for task in LaunchTask.objects.filter(owner=person).select_related("programme")
        ],
        "customer_lists": list(
            CustomerAddress.objects.filter(email=person.email).values("planned__subject", "agreed_on")
        ),
    }


def erase(person: User) -> None:
    """Take the name and the words off what this person said of rules; the ticks count on, as does that somebody was asked.
    Forget whose copies of messages, tasks and files these were; addresses on lists of customers are removed.
    """
    ConsultationAnswer.objects.filter(response__person=person).update(comment="")
    ConsultationResponse.objects.filter(person=person).update(person=None)
    ConsultationInvitation.objects.filter(person=person).update(person=None, token_digest=None)
    Recipient.objects.filter(person=person).update(person=None)
    CustomerAddress.objects.filter(email=person.email).delete()
    LaunchTask.objects.filter(owner=person).update(owner=None)
    TaskFile.objects.filter(added_by=person).update(added_by=None)
    CalendarAddress.objects.filter(person=person).delete()
