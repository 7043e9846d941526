"""A review of process: asked for, given to somebody outside the panel, answered."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed, Refused, StaleState
from communications import services as communications
from judging.enums import AppealRole, AppealState
from judging.models import Appeal
from judging.queries.reviews import may_ask_now, why_not_reviewer
from judging.refusals import ReasonTooShort
from judging.review_links import Asker, address_for
from nominations.models import Entry, Nomination


@transaction.atomic
def ask_as_nominator(*, nomination: Nomination, words: str) -> Appeal:
    """The nominator asks; the answer goes to the account or address that the nomination came from."""
    return _ask(
        Appeal(
            cycle=nomination.cycle,
            nomination=nomination,
            entry=nomination.entry,
            role=AppealRole.NOMINATOR,
            asker=nomination.nominator,
            asker_email="" if nomination.nominator else nomination.nominator_email,
        ),
        words,
    )


@transaction.atomic
def ask_as_nominee(*, entry: Entry, words: str, actor: User) -> Appeal:
    """The nominee, or somebody of a nominated team, asks."""
    return _ask(Appeal(cycle=entry.cycle, entry=entry, role=AppealRole.NOMINEE, asker=actor), words)


@transaction.atomic
def assign_review(*, appeal: Appeal, reviewer: User, actor: User) -> Appeal:
    """A manager gives it to somebody outside the panel, or to somebody else while it is not answered.

    Raises NotAllowed for who may not, and for a reviewer who had a part in the result; StaleState once it is answered.
    """
    if not actor.has_perm("judging.manage_panel", appeal.cycle):
        raise NotAllowed(_("The managers choose who looks into it."))
    why_not = why_not_reviewer(appeal, reviewer)
    if why_not:
        raise NotAllowed(why_not)
    open_ones = Appeal.objects.filter(pk=appeal.pk, state__in=[AppealState.ASKED, AppealState.ASSIGNED])
    if open_ones.update(state=AppealState.ASSIGNED, reviewer=reviewer, assigned_at=timezone.now()) != 1:
        raise StaleState(_("This request is answered already."))
    appeal.refresh_from_db()
    audit.record(verb="review.assigned", target=appeal, actor=actor, data={"reviewer": reviewer.pk})
    _write("review_assigned", appeal, reviewer, reverse("judging:review", args=[appeal.pk]), f"{reviewer.pk}")
    return appeal


@transaction.atomic
def answer_review(*, appeal: Appeal, upheld: bool, answer: str, actor: User) -> Appeal:
    """Whoever was given it says what they found; the asker hears the answer word by word.

    Raises NotAllowed for anybody else, ReasonTooShort without words, StaleState once it is answered.
    """
    if appeal.reviewer_id != actor.pk or why_not_reviewer(appeal, actor):
        raise NotAllowed(_("Only whoever was given this request answers it, and nobody who had a part in the result."))
    if not answer.strip():
        raise ReasonTooShort(_("Say what you looked at and what you found."))
    state = AppealState.UPHELD if upheld else AppealState.NOT_UPHELD
    mine = Appeal.objects.filter(pk=appeal.pk, state=AppealState.ASSIGNED, reviewer=actor)
    if mine.update(state=state, answer=answer.strip(), answered_at=timezone.now()) != 1:
        raise StaleState(_("This request is answered already."))
    appeal.refresh_from_db()
    data = {"state": appeal.state, "sha256": text_digest(appeal.answer)}
    audit.record(verb="review.answered", target=appeal, actor=actor, data=data)
    to = appeal.asker or appeal.asker_email
    if to:
        _write("review_answered", appeal, to, address_for(_asker(appeal)), "", answer=appeal.answer)
    return appeal


def _ask(appeal: Appeal, words: str) -> Appeal:
    if not may_ask_now(appeal.cycle):
        raise Refused(_("The days in which a review could be asked for are over, or have not begun."))
    if not words.strip():
        raise ReasonTooShort(_("Say what should be looked into."))
    appeal.words = words.strip()
    try:
        with transaction.atomic():
            appeal.save()
    except IntegrityError as error:
        raise StaleState(_("You have asked for a review already.")) from error
    data = {"role": appeal.role, "sha256": text_digest(appeal.words)}
    audit.record(verb="review.asked", target=appeal, actor=appeal.asker, data=data)
    where = reverse("judging:reviews", args=[appeal.cycle.programme.slug, appeal.cycle.name])
    for manager in appeal.cycle.programme.managers.filter(is_active=True).order_by("pk"):
        _write("review_asked", appeal, manager, where, f"{manager.pk}")
    return appeal


def _asker(appeal: Appeal) -> Asker:
    if appeal.nomination_id is not None:
        return Asker(nomination=appeal.nomination_id)
    return Asker(entry=appeal.entry_id, person=appeal.asker_id)


def _write(template: str, appeal: Appeal, to: User | str, path: str, key: str, *, answer: str = "") -> None:
    cycle, nomination = appeal.cycle, appeal.nomination
    called = to.short_name if isinstance(to, User) else nomination.nominator_name if nomination else ""
    context = {
        "recipient_name": called or _("nominator"),
        "programme_title": cycle.programme.title,
        "cycle_name": cycle.known_as,
        "link": f"{settings.SITE_URL}{path}",
        "organisation_name": the_organisation().name,
    }
    if template == "review_answered":
        context |= {"outcome": str(appeal.get_state_display()).lower(), "answer": answer}
    communications.write(
        template=template,
        to=to,
        context=context,
        dedupe_key=f"{template}:{appeal.pk}:{key}",
        programme=cycle.programme.slug,
    )
