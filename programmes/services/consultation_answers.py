"""Take what somebody thinks of the criteria, once a person, changeable until the consultation closes.

Where answers are anonymous, two things are written that nothing joins: that an invitation was used, and the answers under
a digest that only the link in the person's hands gives. No record, job, log line or time is written for them; all used
invitations are rewritten together, so that the order of rows does not point at the last one.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import JobRole, User
from audit import services as audit
from audit.refusals import IllegalMove, NotAllowed, Refused
from programmes.calculations.opinions import FEWEST
from programmes.models import Consultation, ConsultationAnswer, ConsultationInvitation, ConsultationResponse
from programmes.services.consultations import answers_digest, invitation_digest


@dataclass(frozen=True)
class Opinion:
    """What one person says of one criterion."""

    clear: bool
    fair: bool
    reaches: bool
    comment: str = ""


class ConsultationClosed(IllegalMove):
    """Answers are not taken any more."""


@transaction.atomic
def answer_under_name(*, consultation: Consultation, person: User, opinions: Mapping[str, Opinion]) -> None:
    """Keep these opinions, by criterion code, in place of what this person said before.

    Raises ConsultationClosed, NotAllowed for somebody who was not asked, Refused for opinions on nothing.
    """
    _require_open(consultation, opinions)
    invitations = ConsultationInvitation.objects.filter(consultation=consultation, person=person)
    if not consultation.named or not invitations.update(used=True):
        raise NotAllowed(_("You have not been asked about these rules."))
    response, _made = ConsultationResponse.objects.update_or_create(
        consultation=consultation, person=person, defaults={"job_role": person.job_role}
    )
    _keep(response, opinions)
    audit.record(verb="consultation.answered", target=consultation, actor=person, data={"criteria": sorted(opinions)})


@transaction.atomic
def answer_by_link(*, consultation: Consultation, token: str, opinions: Mapping[str, Opinion]) -> None:
    """Keep these opinions in place of what came by this link before. There is no actor: it is anonymous.

    The job role is kept for the split of the results, and only where it tells of at least five who were asked.
    Raises ConsultationClosed, NotAllowed for a link that is not there, Refused for opinions on nothing.
    """
    _require_open(consultation, opinions)
    invitation = ConsultationInvitation.objects.filter(
        consultation=consultation, token_digest=invitation_digest(token), consultation__named=False
    ).first()
    if invitation is None:
        raise NotAllowed(_("This link is not in use any more."))
    response, _made = ConsultationResponse.objects.get_or_create(
        consultation=consultation,
        key_digest=answers_digest(token),
        defaults={"job_role": _role_of_many(consultation, invitation.person)},
    )
    _keep(response, opinions)
    ConsultationInvitation.objects.filter(pk=invitation.pk).update(used=True)
    ConsultationInvitation.objects.filter(consultation=consultation, used=True).update(used=True)


@transaction.atomic
def fresh_link(*, consultation: Consultation, person: User) -> str:
    """A new token for somebody who was asked and has not answered; the link in their message stops working.

    Raises NotAllowed for somebody who was not asked, Refused where the answers lie behind a link already: nobody but its
    owner can tell which they are.
    """
    token = secrets.token_urlsafe(24)
    invitations = ConsultationInvitation.objects.filter(consultation=consultation, person=person)
    if consultation.named or not invitations.exists():
        raise NotAllowed(_("You have not been asked about these rules."))
    if not invitations.filter(used=False).update(token_digest=invitation_digest(token), told=True):
        raise Refused(_("You have answered. To change it, open the link with which you answered: nobody else has it."))
    return token


def _require_open(consultation: Consultation, opinions: Mapping[str, Opinion]) -> None:
    if not consultation.is_open or consultation.closes_at <= timezone.now():
        raise ConsultationClosed(_("This consultation is closed. Thank you for wanting to answer."))
    if not opinions:
        raise Refused(_("Please say what you think of at least one criterion."))


def _role_of_many(consultation: Consultation, person: User | None) -> JobRole | None:
    role = person.job_role if person else None
    if role is None or consultation.invitations.filter(person__job_role=role).count() < FEWEST:
        return None
    return role


def _keep(response: ConsultationResponse, opinions: Mapping[str, Opinion]) -> None:
    criteria = {row.code: row for row in response.consultation.criteria.all()}
    response.answers.all().delete()
    ConsultationAnswer.objects.bulk_create(
        ConsultationAnswer(
            response=response,
            criterion=criteria[code],
            clear=opinion.clear,
            fair=opinion.fair,
            reaches=opinion.reaches,
            comment=opinion.comment.strip(),
        )
        for code, opinion in opinions.items()
        if code in criteria
    )
