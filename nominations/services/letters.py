"""The messages that a nomination sends to its nominator, written in the act's own transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.queries.organisation import the_organisation
from communications import services as communications
from nominations.enums import EnquiryKind
from nominations.models import Attachment, Enquiry, Nomination
from nominations.tokens import CONFIRM, STATUS, token_for
from programmes.models import Cycle, Programme


def ask_to_confirm(nomination: Nomination, *, until: datetime, organisation: Organisation | None = None) -> None:
    """Ask a customer to prove the address; until then nobody reads what was sent. For a nomination that is just being made."""
    organisation = organisation or the_organisation()
    words = {"link": _address("nominations:confirm", nomination, CONFIRM), "closes_on": moment(until, organisation)}
    _write("confirm_nomination", nomination, organisation=organisation, fresh=True, words=words)


def remind_to_confirm(nomination: Nomination, *, until: datetime, organisation: Organisation) -> None:
    """Say once more that a customer's address waits to be proven, and what becomes of the nomination else."""
    words = {"link": _address("nominations:confirm", nomination, CONFIRM), "closes_on": moment(until, organisation)}
    _write("confirm_reminder", nomination, organisation=organisation, words=words)


def say_received(nomination: Nomination) -> None:
    """Say that it has arrived and what happens next."""
    _write("nomination_received", nomination)


def say_supported(nomination: Nomination) -> None:
    """Say to who supports a nomination that their voice counts."""
    _write("support_received", nomination)


def say_support_ended(nomination: Nomination) -> None:
    """Say to who supported a nomination that it has gone, and that they can write their own."""
    where = settings.SITE_URL + reverse("nominations:nominate", args=[nomination.cycle.programme.slug])
    _write("support_ended", nomination, words={"link": where})


def say_accepted(nomination: Nomination, *, look: int, organisation: Organisation | None = None) -> None:
    """Say that it goes to the judges; ``look`` is the id of the screening."""
    _write("nomination_accepted", nomination, organisation=organisation, again=str(look))


def say_declined(nomination: Nomination, *, reason: str, look: int) -> None:
    """Say, considerately, why it does not go to the judges; ``look`` is the id of the screening."""
    rules = settings.SITE_URL + reverse("programmes:public_rules", args=[nomination.cycle.programme.slug])
    organisation = the_organisation()
    words = {"link": rules, "closes_on": day(nomination.cycle.judging_at, organisation), "reason": reason}
    _write("nomination_declined", nomination, organisation=organisation, again=str(look), words=words)


QUESTIONS: dict[str, str] = {
    EnquiryKind.MORE: "nomination_more_information",
    EnquiryKind.WHO: "nomination_who_is_meant",
    EnquiryKind.MEMBER: "nomination_who_is_meant",
}


def ask_nominator(nomination: Nomination, enquiry: Enquiry) -> None:
    """Ask one question, with a link to answer it and the day by which."""
    organisation = the_organisation()
    words = _question(nomination, enquiry, organisation)
    if enquiry.member is not None:
        words["nominee_name"] = enquiry.member.name_given
    _write(QUESTIONS[enquiry.kind], nomination, organisation=organisation, again=str(enquiry.pk), words=words)


def remind_of_question(nomination: Nomination, enquiry: Enquiry, *, organisation: Organisation) -> None:
    """Say once more what was asked, before the day comes by which an answer is hoped for."""
    words = _question(nomination, enquiry, organisation)
    _write("nomination_question_reminder", nomination, organisation=organisation, again=str(enquiry.pk), words=words)


def _question(nomination: Nomination, enquiry: Enquiry, organisation: Organisation) -> dict[str, str]:
    return {
        "link": _address("nominations:add", nomination, STATUS),
        "closes_on": day(enquiry.answer_by or nomination.cycle.judging_at, organisation),
        "reason": enquiry.question,
    }


def remind_of_draft(nomination: Nomination, *, organisation: Organisation) -> None:
    """Say that a draft has not been sent and until when it can be."""
    cycle = nomination.cycle
    link = settings.SITE_URL + reverse("nominations:draft", args=[cycle.programme.slug, nomination.reference])
    _write("nomination_reminder", nomination, organisation=organisation, words={"link": link})


def say_file_withheld(attachment: Attachment) -> None:
    """Tell the managers that nobody can open a file, and why."""
    nomination, organisation = attachment.nomination, the_organisation()
    cycle = nomination.cycle
    place = [cycle.programme.slug, cycle.name, nomination.reference]
    for manager in cycle.programme.managers.filter(is_active=True):
        communications.write(
            template="file_withheld",
            to=manager,
            context={
                "reference": nomination.reference,
                "recipient_name": manager.short_name,
                "programme_title": cycle.programme.title,
                "cycle_name": cycle.known_as,
                "link": settings.SITE_URL + reverse("nominations:nomination", args=place),
                "signature_name": signature_of(cycle.programme),
                "organisation_name": organisation.name,
            },
            dedupe_key=f"file_withheld:{attachment.pk}:{manager.pk}",
            programme=cycle.programme.slug,
        )


def can_be_written_to(nomination: Nomination) -> bool:
    """Whether an address of the nominator is known: none is where it came on paper, or they have left."""
    if nomination.nominator is not None:
        return nomination.nominator.is_active
    return bool(nomination.nominator_email)


def status_address(nomination: Nomination) -> str:
    """The address of the nominator's page, with its token."""
    return _address("nominations:status", nomination, STATUS)


def queue_address(cycle: Cycle) -> str:
    """The address of the manager's queue."""
    return settings.SITE_URL + reverse("nominations:queue", args=[cycle.programme.slug, cycle.name])


def signature_of(programme: Programme) -> str:
    """Who signs a programme's messages."""
    return programme.promised_by or _("The team of %(programme)s") % {"programme": programme.title}


def day(at: datetime | date, organisation: Organisation) -> str:
    """A day in the organisation's zone, in words."""
    local = timezone.localtime(at, organisation.zone) if isinstance(at, datetime) else at
    return date_format(local, "l j F Y")


def moment(at: datetime, organisation: Organisation) -> str:
    """A day and the time, in the organisation's zone."""
    return date_format(timezone.localtime(at, organisation.zone), "l j F Y, H:i")


def _address(view: str, nomination: Nomination, purpose: str) -> str:
    token = token_for(nomination.reference, purpose)
    return f"{settings.SITE_URL}{reverse(view, args=[nomination.reference])}?token={token}"


def _write(
    template: str,
    nomination: Nomination,
    *,
    organisation: Organisation | None = None,
    again: str = "",
    fresh: bool = False,
    words: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write to the nominator; nothing where no address is known, as on paper. ``again`` tells one sending from the next,
    ``fresh`` says that the nomination is just being made.
    """
    to: User | str | None = nomination.nominator or nomination.nominator_email
    if not to or (isinstance(to, User) and not to.is_active):
        return
    cycle = nomination.cycle
    organisation = organisation or the_organisation()
    context = {
        "reference": nomination.reference,
        "recipient_name": to.short_name if isinstance(to, User) else nomination.nominator_name,
        "nominee_name": nomination.nominee_as_named,
        "category_title": nomination.category.title,
        "programme_title": cycle.programme.title,
        "cycle_name": cycle.known_as,
        "link": words.get("link") or status_address(nomination),
        "closes_on": words.get("closes_on") or day(cycle.screening_at, organisation),
        "signature_name": signature_of(cycle.programme),
        "organisation_name": organisation.name,
        **words,
    }
    communications.write(
        template=template,
        to=to,
        context=context,
        dedupe_key=":".join(filter(None, [template, nomination.reference, again])),
        programme=cycle.programme.slug,
        fresh=fresh,
    )
