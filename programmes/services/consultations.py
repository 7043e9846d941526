"""Ask the people whom the rules are for, before they are published: open, invite, close, reply."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Team, User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import IllegalMove, NotReady, Refused, StaleState
from communications import services as communications
from jobs import services as jobs
from programmes.enums import RulebookState
from programmes.models import Consultation, ConsultationInvitation, ConsultedCriterion, Rulebook
from programmes.plans.lines import RulesLine
from programmes.plans.rule_trees import rules_tree
from programmes.queries.consultations import people_to_ask
from programmes.queries.plans import rules_of
from programmes.services.rulebooks import hold, require_changeable

# So many messages are written at once; more are a job of their own.
DIRECTLY = 25
JOB = "programmes.consultation_messages"


def invitation_digest(token: str) -> str:
    """What an invitation keeps of its link. It differs from what the answers keep, so that nothing joins the two."""
    return hashlib.sha256(f"invitation:{token}".encode()).hexdigest()


def answers_digest(token: str) -> str:
    """What anonymous answers keep of the link with which they can be changed."""
    return hashlib.sha256(f"answers:{token}".encode()).hexdigest()


@transaction.atomic
def open_consultation(
    *,
    rulebook: Rulebook,
    actor: User | None,
    closes_at: datetime,
    named: bool,
    teams: Iterable[Team] = (),
    introduction: str = "",
) -> Consultation:
    """Ask everybody, or the people of these teams and of the teams under them, about a draft.

    From now on the draft does not change until the consultation is closed. Messages with the link follow, as a job where
    there are many. Raises IllegalMove for rules that are no draft, NotReady where they have no criterion to ask about,
    Refused for an end that is past and where nobody would be asked.
    """
    hold(rulebook)
    require_changeable(rulebook)
    rules, asked_teams = rules_of(rulebook), list(teams)
    people = _whom_to_ask(rules, asked_teams, closes_at)
    if not Rulebook.objects.filter(pk=rulebook.pk, state=RulebookState.DRAFT).update(
        state=RulebookState.IN_CONSULTATION
    ):
        raise StaleState(_("Somebody has just changed the state of these rules."))
    rulebook.refresh_from_db(fields=["state"])
    consultation = Consultation.objects.create(
        rulebook=rulebook,
        named=named,
        everybody=not asked_teams,
        introduction=introduction,
        asked=rules_tree(rules),
        opened_at=timezone.now(),
        opened_by=actor,
        closes_at=closes_at,
    )
    _write_rows(consultation, rules, asked_teams, people)
    audit.record(
        verb="consultation.opened",
        target=consultation,
        actor=actor,
        data={"version": rulebook.version, "named": named, "asked": len(people), "teams": [t.pk for t in asked_teams]},
    )
    _send_out(consultation, len(people), actor)
    return consultation


def _whom_to_ask(rules: RulesLine, teams: list[Team], closes_at: datetime) -> list[User]:
    """Everybody who will be asked. Raises what ``open_consultation`` says of questions, time and people."""
    if not rules.criteria or not rules.categories:
        raise NotReady(_("There is nothing to ask about yet:"), [_("The rules need a category and a criterion.")])
    if closes_at <= timezone.now():
        raise Refused(_("The consultation would be over before it begins. Choose a later day."))
    people = people_to_ask(teams)
    if not people:
        raise Refused(_("Nobody works in these teams. Choose others, or ask everybody."))
    return people


def _write_rows(consultation: Consultation, rules: RulesLine, teams: list[Team], people: list[User]) -> None:
    """What is asked about, and of whom."""
    consultation.teams.set(teams)
    ConsultedCriterion.objects.bulk_create(
        ConsultedCriterion(consultation=consultation, code=line.code, title=line.title, position=position)
        for position, line in enumerate(rules.criteria)
    )
    ConsultationInvitation.objects.bulk_create(
        [ConsultationInvitation(consultation=consultation, person=person) for person in people], batch_size=500
    )


def _send_out(consultation: Consultation, asked: int, actor: User | None) -> None:
    if asked <= DIRECTLY:
        tell_invited(consultation=consultation)
        return
    jobs.enqueue(
        kind=JOB,
        key=f"consultation:{consultation.pk}",
        title=_("Messages about the rules of %(programme)s") % {"programme": consultation.rulebook.programme},
        payload={"consultation": consultation.pk},
        asked_by=actor,
    )


def tell_invited(*, consultation: Consultation, progress: Callable[[int, int], None] | None = None) -> int:
    """Write to everybody who has been asked and not been told; returns how many. Safe to run again.

    The token of an anonymous link goes into the message only, and the outbox forgets it once the message is sent.
    """
    if not consultation.is_open:
        return 0
    waiting = list(consultation.invitations.filter(told=False, person__is_active=True).select_related("person"))
    words = _words(consultation)
    for done, invitation in enumerate(waiting, start=1):
        with transaction.atomic():
            _tell(consultation, invitation, words)
        if progress:
            progress(done, len(waiting))
    return len(waiting)


def _tell(consultation: Consultation, invitation: ConsultationInvitation, words: Mapping[str, str]) -> None:
    token = "" if consultation.named else secrets.token_urlsafe(24)
    claimed = ConsultationInvitation.objects.filter(pk=invitation.pk, told=False).update(
        told=True, token_digest=invitation_digest(token) if token else None
    )
    person = invitation.person
    if not claimed or person is None:
        return
    path = reverse("programmes:consultation_answer", args=[token]) if token else own_page(consultation)
    communications.write(
        template="rules_consultation_named" if consultation.named else "rules_consultation",
        to=person,
        context={**words, "recipient_name": person.short_name, "link": settings.SITE_URL + path},
        dedupe_key=f"consultation:{consultation.pk}:{person.pk}",
        programme=consultation.rulebook.programme.slug,
        secret=token,
    )


def own_page(consultation: Consultation) -> str:
    """Where somebody who is signed in finds what they are asked."""
    return reverse("programmes:consultation_own", args=[consultation.pk])


def _words(consultation: Consultation) -> dict[str, str]:
    organisation = the_organisation()
    opened_by = consultation.opened_by
    closes = timezone.localtime(consultation.closes_at, organisation.zone)
    return {
        "programme_title": consultation.rulebook.programme.title,
        "criteria_count": str(consultation.criteria.count()),
        "introduction": consultation.introduction,
        "closes_on": date_format(closes, "l j F Y"),
        "signature_name": opened_by.full_name if opened_by else organisation.name,
        "organisation_name": organisation.name,
    }


@transaction.atomic
def close_consultation(*, consultation: Consultation, actor: User | None) -> Consultation:
    """End it: no more answers, the results are there, and the rules are a draft again. ``actor=None`` means the clock.

    Raises IllegalMove where it has been closed already.
    """
    closed = Consultation.objects.filter(pk=consultation.pk, closed_at__isnull=True).update(closed_at=timezone.now())
    if not closed:
        raise IllegalMove(_("This consultation has been closed already."))
    Rulebook.objects.filter(pk=consultation.rulebook_id, state=RulebookState.IN_CONSULTATION).update(
        state=RulebookState.DRAFT
    )
    consultation.refresh_from_db(fields=["closed_at"])
    answered = consultation.responses.count()
    audit.record(verb="consultation.closed", target=consultation, actor=actor, data={"answered": answered})
    return consultation


def close_due() -> int:
    """Close every consultation whose time is over; returns how many. Safe beside a second clock."""
    closed = 0
    for consultation in Consultation.objects.filter(closed_at__isnull=True, closes_at__lte=timezone.now()):
        try:
            close_consultation(consultation=consultation, actor=None)
        except IllegalMove:
            continue
        closed += 1
    return closed


@transaction.atomic
def reply_to_consultation(
    *, consultation: Consultation, actor: User, reply: str, replies: Mapping[str, str]
) -> Consultation:
    """Say what came of it: on the whole, and by criterion code. It is published with the rules.

    Raises IllegalMove while people are still answering, Refused for a reply that says nothing.
    """
    if consultation.is_open:
        raise IllegalMove(_("People are still answering. Reply when the consultation is closed."))
    if not reply.strip() and not any(text.strip() for text in replies.values()):
        raise Refused(_("Say what you heard and what you did about it."))
    Consultation.objects.filter(pk=consultation.pk).update(reply=reply.strip(), replied_at=timezone.now())
    for criterion in consultation.criteria.filter(code__in=replies):
        text = replies[criterion.code].strip()
        if criterion.reply != text:
            ConsultedCriterion.objects.filter(pk=criterion.pk).update(reply=text)
    consultation.refresh_from_db(fields=["reply", "replied_at"])
    answered = sorted(code for code, text in replies.items() if text.strip())
    audit.record(verb="consultation.replied", target=consultation, actor=actor, data={"criteria": answered})
    return consultation
