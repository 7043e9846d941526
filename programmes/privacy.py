"""The launch's part of a person's data: which messages they got, whether they opened them, the one answer they gave."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programmes.models import CalendarAddress, CustomerAddress, LaunchTask, Recipient, TaskFile

KEPT = [
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
    """The launch messages to this person with what came back, their launch tasks, and lists on which their address stands."""
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
    """Forget whose copies, tasks and files these were; addresses on lists of customers are removed."""
    Recipient.objects.filter(person=person).update(person=None)
    CustomerAddress.objects.filter(email=person.email).delete()
    LaunchTask.objects.filter(owner=person).update(owner=None)
    TaskFile.objects.filter(added_by=person).update(added_by=None)
    CalendarAddress.objects.filter(person=person).delete()
