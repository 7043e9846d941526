"""Ask the five audiences: one invitation each, sent by message, with a link that only its receiver has."""

import hashlib
import math
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from communications import services as communications
from evaluation.enums import Audience, QuestionKind
from evaluation.models import Invitation, Survey
from evaluation.queries.audiences import customers_of, people_of
from evaluation.services.preparing import prepare_surveys
from programmes.models import Cycle

# What people need to read and answer one question, in minutes.
MINUTES = {QuestionKind.TEXT: 1.5}
MINUTES_FOR_A_MARK = 0.4


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def open_surveys(*, cycle: Cycle, actor: User | None = None) -> list[Survey]:
    """Open the cycle's surveys and invite everyone who has not been invited. Safe to run again: nobody is asked twice."""
    surveys = prepare_surveys(cycle=cycle, actor=actor)
    for survey in surveys:
        _open(survey, actor)
    return surveys


def minutes_for(kinds: list[str]) -> int:
    """How long questions of these kinds take, in whole minutes, at least one."""
    return max(1, math.ceil(sum(MINUTES.get(QuestionKind(kind), MINUTES_FOR_A_MARK) for kind in kinds)))


def _open(survey: Survey, actor: User | None) -> None:
    now = timezone.now()
    opened = Survey.objects.filter(pk=survey.pk, opened_at__isnull=True).update(
        opened_at=now, closes_at=survey.cycle.closes_at
    )
    survey.refresh_from_db(fields=["opened_at", "closes_at"])
    invited = _invite_people(survey) + _invite_customers(survey)
    if opened:
        audit.record(verb="survey.opened", target=survey, actor=actor, data={"invited": invited})


def _invite_people(survey: Survey) -> int:
    asked = set(survey.invitations.values_list("person_id", flat=True))
    people = [person for person in people_of(survey.cycle, survey.audience) if person.pk not in asked]
    return _invite(survey, [(person, "") for person in people])


def _invite_customers(survey: Survey) -> int:
    if survey.audience != Audience.CUSTOMERS:
        return 0
    asked = set(survey.invitations.values_list("address", flat=True))
    addresses = [address for address in customers_of(survey.cycle, timezone.now()) if address not in asked]
    return _invite(survey, [(None, address) for address in addresses])


def _invite(survey: Survey, receivers: list[tuple[User | None, str]]) -> int:
    """Write the invitations and their messages. The token goes into the message only; here its digest is kept.

    The outbox forgets it once the message is sent: who may read the outbox shall not be able to answer for others.
    """
    if not receivers:
        return 0
    tokens = [secrets.token_urlsafe(24) for _receiver in receivers]
    Invitation.objects.bulk_create(
        Invitation(survey=survey, person=person, address=address, token_digest=digest_of(token))
        for (person, address), token in zip(receivers, tokens, strict=True)
    )
    common = _words(survey)
    for (person, address), token in zip(receivers, tokens, strict=True):
        communications.write(
            template=f"survey_{survey.audience}",
            to=person or address,
            context={
                **common,
                "recipient_name": person.short_name if person else address.partition("@")[0],
                "link": settings.SITE_URL + reverse("evaluation:answer", args=[token]),
            },
            dedupe_key=f"survey:{survey.pk}:{person.pk if person else digest_of(address)[:20]}",
            programme=survey.cycle.programme.slug,
            secret=token,
        )
    return len(receivers)


def _words(survey: Survey) -> dict[str, str]:
    organisation = the_organisation()
    kinds = list(survey.questions.values_list("kind", flat=True))
    manager = survey.cycle.programme.managers.order_by("pk").first()
    closes = timezone.localtime(survey.closes_at or survey.cycle.closes_at, organisation.zone)
    return {
        "programme_title": survey.cycle.programme.title,
        "cycle_name": survey.cycle.known_as,
        "question_count": str(len(kinds)),
        "minutes": str(minutes_for(kinds)),
        "closes_on": date_format(closes, "l j F Y"),
        "signature_name": manager.full_name if manager else organisation.name,
        "organisation_name": organisation.name,
    }
