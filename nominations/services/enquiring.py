"""Ask a nominator for more before their nomination is passed on, and take what they add."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotReady
from nominations.enums import EvidencePart, NominationState
from nominations.models import Enquiry, Evidence, Nomination
from nominations.queries.enquiries import waiting_enquiry
from nominations.queries.window import BEFORE_JUDGING
from nominations.refusals import WindowClosed
from nominations.services import letters
from nominations.services.screening import require_may_screen


@transaction.atomic
def ask_for_more(*, nomination: Nomination, actor: User, question: str) -> Enquiry:
    """Write to the nominator with a question and a link to answer it; until then it is not accepted without a reason.

    Raises NotAllowed, IllegalMove where it does not wait to be screened or a question waits already, NotReady without a
    question or where no address is known.
    """
    require_may_screen(actor, nomination)
    if nomination.state != NominationState.SUBMITTED or nomination.cycle.stage not in BEFORE_JUDGING:
        raise IllegalMove(_("Only of a nomination that waits to be screened can more be asked."))
    if not question.strip():
        raise NotReady(_("Write what you would like to know: the nominator reads these words."))
    if not letters.can_be_written_to(nomination):
        raise NotReady(_("No address of the nominator is known, so nobody can be asked."))
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(nomination=nomination, question=question.strip(), asked_by=actor)
    except IntegrityError as error:
        raise IllegalMove(_("A question to this nominator waits for an answer already.")) from error
    audit.record(
        verb="nomination.more_asked",
        target=nomination,
        actor=actor,
        data={"enquiry": enquiry.pk, "question": text_digest(enquiry.question)},
    )
    letters.ask_for_more(nomination, question=enquiry.question, enquiry=enquiry.pk)
    return enquiry


def can_be_added_to(nomination: Nomination) -> bool:
    """Whether what its nominator adds still counts: nobody has decided on it, and judging has not begun."""
    return nomination.state == NominationState.SUBMITTED and nomination.cycle.stage in BEFORE_JUDGING


@transaction.atomic
def add_more(*, nomination: Nomination, actor: User | None, text: str) -> Nomination:
    """Add what the nominator answered to the story; ``actor=None`` is a customer with the signed link.

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
    told = nomination.evidence.filter(part=EvidencePart.ADDED).first()
    words = "\n\n".join(part for part in [told.text if told else "", text.strip()] if part)
    Evidence.objects.update_or_create(nomination=nomination, part=EvidencePart.ADDED, defaults={"text": words})
    audit.record(
        verb="nomination.added_to",
        target=nomination,
        actor=actor,
        data={"enquiry": enquiry.pk, "text": text_digest(text.strip())},
    )
    return nomination


def _claim(enquiry: Enquiry) -> bool:
    """The conditional UPDATE decides between two tabs."""
    return Enquiry.objects.filter(pk=enquiry.pk, answered_at=None).update(answered_at=timezone.now()) == 1
