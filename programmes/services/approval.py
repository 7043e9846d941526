"""A business case on its way: proposed, answered by every approver, and what its answer does to the programme."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotAllowed, NotReady, Refused, StaleState
from communications import services as communications
from programmes.enums import CaseState, ProgrammeState, Verdict
from programmes.models import Approval, BusinessCase, Programme
from programmes.queries.objectives import missing_aims
from programmes.services.business_case import draft_case
from programmes.services.programmes import move_programme

DAYS_TO_ANSWER = 10
OUTCOMES = {
    Verdict.APPROVE: CaseState.APPROVED,
    Verdict.REQUEST_CHANGES: CaseState.CHANGES_REQUESTED,
    Verdict.REJECT: CaseState.REJECTED,
}


@transaction.atomic
def propose_case(*, case: BusinessCase, approvers: Sequence[User], actor: User) -> BusinessCase:
    """Ask these people to approve a case; from now on it does not change, and each is sent a message.

    Raises IllegalMove for a case that is no draft, NotReady naming what it lacks, Refused where the proposer would
    approve their own case.
    """
    if case.state != CaseState.DRAFT:
        raise IllegalMove(_("This business case has been proposed already."))
    _require_content(case)
    if not approvers:
        raise Refused(_("Name at least one person who decides."))
    if actor in approvers:
        raise Refused(_("Nobody approves their own case: name somebody else."))
    if any(not person.is_active for person in approvers):
        raise Refused(_("One of the people you named does not work here any more."))
    _move(case, CaseState.PROPOSED, proposed_by=actor, proposed_at=timezone.now())
    case.approvers.set(approvers)
    programme = case.programme
    if programme.state == ProgrammeState.DRAFT:
        move_programme(programme=programme, to=ProgrammeState.PROPOSED)
        audit.record(verb="programme.proposed", target=programme, actor=actor, data={"case": case.version})
    audit.record(
        verb="case.proposed", target=case, actor=actor, data={"approvers": sorted(person.pk for person in approvers)}
    )
    for person in approvers:
        _ask(case, person, actor)
    return case


@transaction.atomic
def answer_case(*, case: BusinessCase, verdict: str, comment: str, actor: User) -> BusinessCase:
    """Answer as one of its approvers. It is approved when all of them approve; one other answer ends it.

    Raises NotAllowed for anybody else, IllegalMove where it is not proposed or has this person's answer, Refused without
    a comment.
    """
    if actor.pk == case.proposed_by_id or not case.approvers.filter(pk=actor.pk).exists():
        raise NotAllowed(_("Only the approvers whom the proposer named can answer this case."))
    if case.state != CaseState.PROPOSED:
        raise IllegalMove(_("This business case does not wait for an answer."))
    if not comment.strip():
        raise Refused(_("Give your reason: it is kept with the decision."))
    _answer, made = Approval.objects.get_or_create(
        case=case, approver=actor, defaults={"verdict": verdict, "comment": comment}
    )
    if not made:
        raise IllegalMove(_("You have answered this case already."))
    audit.record(
        verb="case.answered", target=case, actor=actor, data={"verdict": verdict, "comment": text_digest(comment)}
    )
    if verdict != Verdict.APPROVE:
        _decide(case, OUTCOMES[Verdict(verdict)], comment, actor)
    elif case.approvals.filter(verdict=Verdict.APPROVE).count() == case.approvers.count():
        _decide(case, CaseState.APPROVED, comment, actor)
    return case


@transaction.atomic
def record_informal_approval(*, programme: Programme, words: str, actor: User) -> BusinessCase:
    """Keep that somebody with the say approved without a formal case (E6): who wrote it down, when, and their words.

    Raises Refused without words, IllegalMove for a programme that is approved or runs already.
    """
    if not words.strip():
        raise Refused(_("Say who approved it, when and how, in a sentence."))
    if programme.state not in (ProgrammeState.DRAFT, ProgrammeState.PROPOSED):
        raise IllegalMove(_("“%(title)s” is approved already.") % {"title": programme.title})
    case = BusinessCase.objects.filter(programme=programme, state=CaseState.PROPOSED).first()
    case = case or draft_case(programme=programme, actor=actor)
    _move(case, CaseState.APPROVED, informal=True, decided_at=timezone.now())
    Approval.objects.update_or_create(
        case=case, approver=actor, defaults={"verdict": Verdict.APPROVE, "comment": words}
    )
    audit.record(verb="case.approved_informally", target=case, actor=actor, data={"words": text_digest(words)})
    _approve(programme, actor)
    return case


def _require_content(case: BusinessCase) -> None:
    missing = [
        _("an objective that aims at %(aim)s") % {"aim": str(aim.label).lower()} for aim in missing_aims(case.programme)
    ]
    if not case.summary.strip():
        missing.append(_("a summary: what you ask for, in a few sentences"))
    if not case.costs.exists():
        missing.append(_("at least one cost"))
    if not case.benefits.exists():
        missing.append(_("at least one benefit"))
    if missing:
        raise NotReady(_("The business case cannot be proposed yet; it lacks:"), missing)


def _decide(case: BusinessCase, state: str, comment: str, actor: User) -> None:
    _move(case, state, decided_at=timezone.now())
    programme = case.programme
    if state == CaseState.APPROVED:
        _approve(programme, actor)
    elif programme.state == ProgrammeState.PROPOSED:
        move_programme(programme=programme, to=ProgrammeState.DRAFT)
    for person in _to_be_told(case):
        communications.write(
            template="approval_decided",
            to=person,
            programme=programme.slug,
            dedupe_key=f"approval_decided:{case.pk}:{person.pk}",
            context={
                **_words(case, person),
                "decision": case.get_state_display(),
                "approver_name": actor.full_name,
                "reason": comment,
                "signature_name": actor.full_name,
            },
        )


def _to_be_told(case: BusinessCase) -> list[User]:
    people = {person.pk: person for person in case.programme.managers.filter(is_active=True)}
    if case.proposed_by is not None:
        people[case.proposed_by.pk] = case.proposed_by
    return list(people.values())


def _approve(programme: Programme, actor: User) -> None:
    if programme.state in (ProgrammeState.DRAFT, ProgrammeState.PROPOSED):
        move_programme(programme=programme, to=ProgrammeState.APPROVED)
        audit.record(verb="programme.approved", target=programme, actor=actor)


def _move(case: BusinessCase, state: str, **values: object) -> None:
    """The one place where a case's state is written. Raises StaleState when somebody was faster."""
    if BusinessCase.objects.filter(pk=case.pk, state=case.state).update(state=state, **values) != 1:
        raise StaleState(_("Somebody has just answered this business case."))
    case.refresh_from_db()


def _ask(case: BusinessCase, person: User, actor: User) -> None:
    by = timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)
    communications.write(
        template="approval_requested",
        to=person,
        programme=case.programme.slug,
        dedupe_key=f"approval_requested:{case.pk}:{person.pk}",
        context={
            **_words(case, person),
            "requester_name": actor.full_name,
            "summary": case.summary,
            "closes_on": date_format(by, "l j F Y"),
            "signature_name": actor.full_name,
        },
    )


def _words(case: BusinessCase, person: User) -> dict[str, str]:
    return {
        "programme_title": case.programme.title,
        "recipient_name": person.short_name,
        "link": urljoin(settings.SITE_URL, reverse("programmes:case", args=[case.programme.slug])),
        "organisation_name": the_organisation().name,
    }
