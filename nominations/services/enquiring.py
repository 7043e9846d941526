"""Ask a nominator for more before their nomination is passed on, and take what they add."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotReady
from nominations.enums import EnquiryKind, EvidencePart, NominationState
from nominations.models import Enquiry, Evidence, Member, Nomination
from nominations.queries.consents import may_be_asked
from nominations.queries.enquiries import answer_by, waiting_enquiry
from nominations.queries.window import BEFORE_JUDGING
from nominations.refusals import WindowClosed
from nominations.services import letters
from nominations.services.flagging import look_afresh
from nominations.services.rights import require_may_screen


@transaction.atomic
def ask_for_more(
    *,
    nomination: Nomination,
    actor: User,
    question: str,
    kind: str = EnquiryKind.MORE,
    days: int | None = None,
    member: Member | None = None,
) -> Enquiry:
    """Write to the nominator with a question and a link to answer it; until then it is not accepted without a reason.

    ``kind`` says whether it is about the story or about who is meant (``member``: of the team); ``days`` until when an
    answer is hoped for, never later than judging. Raises NotAllowed, IllegalMove where it does not wait to be screened or a
    question waits already, NotReady without a question or where no address is known.
    """
    require_may_screen(actor, nomination)
    if nomination.state != NominationState.SUBMITTED or nomination.cycle.stage not in BEFORE_JUDGING:
        raise IllegalMove(_("Only of a nomination that waits to be screened can more be asked."))
    if not question.strip():
        raise NotReady(_("Write what you would like to know: the nominator reads these words."))
    if not letters.can_be_written_to(nomination):
        raise NotReady(_("No address of the nominator is known, so nobody can be asked."))
    if not may_be_asked(nomination):
        raise NotReady(_("Its nominator has not agreed to be asked about it. Decide with what there is."))
    kind = kind if member is None else EnquiryKind.MEMBER
    if _is_known(nomination, kind, member):
        raise IllegalMove(_("It is known by now who is meant."))
    until = answer_by(nomination.cycle, timezone.now(), days)
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(
                nomination=nomination,
                kind=kind,
                member=member,
                question=question.strip(),
                asked_by=actor,
                answer_by=until,
            )
    except IntegrityError as error:
        raise IllegalMove(_("A question to this nominator waits for an answer already.")) from error
    audit.record(
        verb="nomination.who_asked" if enquiry.asks_who else "nomination.more_asked",
        target=nomination,
        actor=actor,
        data={
            "enquiry": enquiry.pk,
            "question": text_digest(enquiry.question),
            **({"member": member.pk} if member is not None else {}),
        },
    )
    letters.ask_nominator(nomination, enquiry)
    return enquiry


def _is_known(nomination: Nomination, kind: str, member: Member | None) -> bool:
    if member is not None:
        return member.person_id is not None or member.nomination_id != nomination.pk
    return kind == EnquiryKind.WHO and nomination.nominee.matched


def can_be_added_to(nomination: Nomination) -> bool:
    """Whether what its nominator adds still counts: nobody has decided on it, and judging has not begun."""
    return nomination.state == NominationState.SUBMITTED and nomination.cycle.stage in BEFORE_JUDGING


@transaction.atomic
def add_more(*, nomination: Nomination, actor: User | None, text: str) -> Nomination:
    """Take what the nominator answered: into the story, or, asked who is meant, beside it for whoever matches the name.

    ``actor=None`` is a customer with the signed link. An answer after the day that was named still counts.
    Raises IllegalMove where nothing was asked or it was answered, WindowClosed once decided, NotReady for no words.
    """
    if not can_be_added_to(nomination):
        raise WindowClosed(
            _("It has been decided on meanwhile, so nothing can be added any more. Thank you all the same.")
        )
    if not text.strip():
        raise NotReady(_("Write a sentence or two, or leave the page: what you sent counts without it."))
    enquiry = waiting_enquiry(nomination)
    if enquiry is None or not _claim(enquiry):
        raise IllegalMove(_("Your answer has arrived already. Thank you."))
    if enquiry.asks_who:
        Enquiry.objects.filter(pk=enquiry.pk).update(answer=text.strip())
    else:
        _add_to_story(nomination, text.strip())
    audit.record(
        verb="nomination.who_told" if enquiry.asks_who else "nomination.added_to",
        target=nomination,
        actor=actor,
        data={"enquiry": enquiry.pk, "text": text_digest(text.strip())},
    )
    return nomination


def _add_to_story(nomination: Nomination, text: str) -> None:
    told = nomination.evidence.filter(part=EvidencePart.ADDED).first()
    words = "\n\n".join(part for part in [told.text if told else "", text] if part)
    Evidence.objects.update_or_create(nomination=nomination, part=EvidencePart.ADDED, defaults={"text": words})
    look_afresh(nomination)


def _claim(enquiry: Enquiry) -> bool:
    """The conditional UPDATE decides between two tabs."""
    return Enquiry.objects.filter(pk=enquiry.pk, answered_at=None).update(answered_at=timezone.now()) == 1
