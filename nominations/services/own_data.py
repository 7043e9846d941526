"""What a nominator without an account may do with their own data: have a copy, put it right, have it removed."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import NotReady, StaleState
from communications import services as communications
from communications.services.forgetting import forget_messages
from nominations.enums import CONSENT_FIELDS, AttachmentState, ConsentPurpose
from nominations.models import AddressChange, Attachment, Entry, Evidence, FormAnswer, Nomination, Nominee, StoryPrint
from nominations.queries.consents import history_of
from nominations.queries.names import masked
from nominations.queries.standing import standing_of
from nominations.queries.voices import first_with, voice_of
from nominations.services.attaching import forget_files
from nominations.services.consenting import take_all_back
from nominations.services.letters import signature_of
from nominations.services.members import members_of
from nominations.services.redacting_again import find_again, words_hidden_by_hand
from nominations.services.sending_once import forget_sending
from nominations.services.submitting import can_be_confirmed, confirm
from nominations.services.withdrawing import can_be_withdrawn, withdraw
from nominations.tokens import ADDRESS, token_for

SECOND_TRY = timedelta(minutes=10)


def holds_own_data(nomination: Nomination) -> bool:
    """Whether its nominator has no account and is still known, so that this is the place for their data."""
    return nomination.nominator_id is None and bool(nomination.nominator_name or nomination.nominator_email)


@transaction.atomic
def give_own_data(*, nomination: Nomination) -> bytes:
    """Everything that is held of this nomination as its nominator gave it, as a ZIP: facts as JSON, the same as text, files."""
    facts = _facts(nomination)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nomination.json", json.dumps(facts, indent=2, ensure_ascii=False))
        archive.writestr("nomination.txt", _as_text(facts))
        for number, attachment in enumerate(nomination.attachments.order_by("pk"), start=1):
            if not _opens(attachment):
                continue
            with attachment.file.open("rb") as content:
                archive.writestr(f"files/{number}-{attachment.name.rsplit('/', 1)[-1]}", content.read())
    audit.record(verb="nomination.data_given", target=nomination, actor=None)
    return written.getvalue()


@transaction.atomic
def correct_contact(*, nomination: Nomination, name: str, email: str) -> bool:
    """Put the nominator's name right at once, and their address once it is confirmed from there; returns whether it has to be.

    Raises NotReady for no name, or where a link was sent moments ago.
    """
    if not name.strip():
        raise NotReady(_("Write your name."))
    if name.strip() != nomination.nominator_name:
        nomination.nominator_name = name.strip()
        nomination.save(update_fields=["nominator_name"])
        audit.record(verb="nomination.name_corrected", target=nomination, actor=None)
    address = email.strip().lower()
    if not address or address == nomination.nominator_email:
        return False
    now = timezone.now()
    if AddressChange.objects.filter(nomination=nomination, asked_at__gt=now - SECOND_TRY).exists():
        raise NotReady(_("We have just sent a link. Look for it, or try again in ten minutes."))
    change, _made = AddressChange.objects.update_or_create(
        nomination=nomination, defaults={"email": address, "asked_at": now}
    )
    audit.record(verb="nomination.address_asked", target=nomination, actor=None)
    _ask_to_confirm(change)
    return True


@transaction.atomic
def confirm_new_address(*, change: AddressChange) -> Nomination:
    """The link came back from the new address: it holds from now on, and a nomination that waited to be confirmed counts.

    Raises StaleState where it was confirmed or replaced, NotReady where this address speaks for the same nominee already.
    """
    nomination = change.nomination
    deleted, _models = AddressChange.objects.filter(pk=change.pk, email=change.email).delete()
    if not deleted:
        raise StaleState(_("This link has been used, or a newer one was sent."))
    nomination.nominator_email = change.email
    voice = voice_of(nomination) if nomination.voice else ""
    if voice and first_with(nomination.cycle, voice) not in {None, nomination}:
        raise NotReady(_("This address has nominated the same person already, and each counts once."))
    nomination.voice = voice
    nomination.save(update_fields=["nominator_email", "voice"])
    audit.record(verb="nomination.address_confirmed", target=nomination, actor=None)
    if can_be_confirmed(nomination):  # the first link went to an address that was wrong
        confirm(nomination=nomination)
    return nomination


@transaction.atomic
def remove_nominator(*, nomination: Nomination, with_story: bool) -> Nomination:
    """Remove the name and address of a nominator without an account, from the story and from our messages to them, too.

    ``with_story`` takes the nomination out of the competition and deletes what was written; only while it can be withdrawn.
    Otherwise the story stays, without their name. It cannot be undone. Raises NotReady where nothing is held any more, or
    where the story may not go any more.
    """
    if not holds_own_data(nomination):
        raise NotReady(_("Your name and address are not held any more."))
    if with_story and not can_be_withdrawn(nomination):
        raise NotReady(_("The judges have the story, so it stays, without your name."))
    name, address, entry = nomination.nominator_name, nomination.nominator_email, nomination.entry
    if with_story:
        withdraw(nomination=nomination, actor=None)
        nomination.evidence.all().delete()
        nomination.members.all().delete()
        nomination.enquiries.update(answer="")
        nomination.answers.all().delete()
        forget_files(nomination.attachments.all())
        Nominee.objects.filter(nominations=nomination).update(name_given=_("Name removed"), team_given="", hint="")
    else:
        _mask(nomination, name)
    take_all_back(nomination=nomination, purposes=CONSENT_FIELDS if with_story else [ConsentPurpose.CONTACT])
    AddressChange.objects.filter(nomination=nomination).delete()
    StoryPrint.objects.filter(nomination=nomination).update(digest="", sketch=[])  # its words have changed
    nomination.nominator_name = nomination.nominator_email = nomination.voice = ""
    nomination.save(update_fields=["nominator_name", "nominator_email", "voice"])
    forget_sending(Nomination.objects.filter(pk=nomination.pk))
    forget_messages(about=nomination.reference)  # to a former address, too
    if address:
        _forget_elsewhere(nomination, entry, address)
    audit.record(verb="nomination.sender_removed", target=nomination, actor=None, data={"with_story": with_story})
    return nomination


def _forget_elsewhere(nomination: Nomination, entry: Entry | None, address: str) -> None:
    """Letters about the result are about the entry; other rooms may have asked this address something (SENDER_REMOVED)."""
    if entry is not None:
        forget_messages(about=entry.reference, address=address)
    for path in settings.SENDER_REMOVED:
        import_string(path)(nomination, address)


def _mask(nomination: Nomination, name: str) -> None:
    hidden = words_hidden_by_hand([nomination.pk])
    rows: list[Evidence | FormAnswer] = [*nomination.evidence.all(), *nomination.answers.all()]
    for row in rows:
        text = masked(row.text, [name]) if name else row.text
        if text != row.text:
            type(row)._default_manager.filter(pk=row.pk).update(text=text)
    for enquiry in nomination.enquiries.exclude(answer=""):
        nomination.enquiries.filter(pk=enquiry.pk).update(answer=masked(enquiry.answer, [name] if name else []))
    find_again([nomination.pk], hidden)


def _opens(attachment: Attachment) -> bool:
    """Whether it is handed out: not before a scanner has looked, and only while the storage has it."""
    return attachment.state == AttachmentState.KEPT and default_storage.exists(attachment.file.name or "")


def _facts(nomination: Nomination) -> dict[str, Any]:
    cycle = nomination.cycle
    return {
        "reference": nomination.reference,
        "programme": cycle.programme.title,
        "cycle": cycle.label,
        "category": nomination.category.title,
        "state": str(nomination.get_state_display()),
        "where_it_stands": standing_of(nomination).sentence,
        "you_named": nomination.nominee_as_named,
        "when_and_where": nomination.nominee.hint,
        "your_name": nomination.nominator_name,
        "your_email": nomination.nominator_email,
        "you_are": str(nomination.get_nominator_kind_display()),
        "story_may_be_shown_to_the_nominee": nomination.may_show,
        "story_may_be_published": nomination.may_publish,
        "we_may_contact_you": nomination.may_contact,
        "wording_you_agreed_to": nomination.consent_wording,
        "sent_at": _time(nomination.created_at),
        "address_confirmed_at": _time(nomination.verified_at),
        "story": [
            {"asked": str(row.get_part_display()) if row.part else str(row.criterion), "text": row.text}
            for row in nomination.evidence.select_related("criterion").filter(member=None)
        ],
        "members_of_the_team": [
            {"asked": one.name, "text": one.did or _("named, without saying what they did")}
            for one in members_of(nomination, as_given=nomination.nominator_id is None)
        ],
        "answers": [
            {"asked": row.question.title, "text": row.text} for row in nomination.answers.select_related("question")
        ],
        "files": [
            {"name": row.name, "bytes": row.size, "state": str(row.get_state_display())}
            for row in nomination.attachments.order_by("pk")
        ],
        "questions_to_you": [
            {
                "question": row.question,
                "answer": row.answer,
                "asked_at": _time(row.asked_at),
                "answered_at": _time(row.answered_at),
            }
            for row in nomination.enquiries.all()
        ],
        "what_you_agreed_to": history_of(nomination.consents.all()),
        "address_waiting_to_be_confirmed": AddressChange.objects.filter(nomination=nomination)
        .values_list("email", flat=True)
        .first()
        or "",
        "kept_until": _("%(months)s months after the cycle closes") % {"months": the_organisation().retention_months},
    }


def _time(at: Any) -> str:
    return at.isoformat() if at else ""


def _as_text(facts: dict[str, Any]) -> str:
    lines = [
        f"{key.replace('_', ' ').capitalize()}: {value}" for key, value in facts.items() if not isinstance(value, list)
    ]
    story = [
        f"{row['asked']}\n{row['text']}" for row in [*facts["story"], *facts["members_of_the_team"], *facts["answers"]]
    ]
    asked = [f"{row['question']} ({row['asked_at']})" for row in facts["questions_to_you"]]
    files = [f"{row['name']} ({row['state']})" for row in facts["files"]]
    return "\n".join(lines) + "\n\n" + "\n\n".join([*story, *asked, *files]) + "\n"


def _ask_to_confirm(change: AddressChange) -> None:
    nomination, organisation = change.nomination, the_organisation()
    token = token_for(f"{nomination.reference}:{change.email}", ADDRESS)
    communications.write(
        template="confirm_address",
        to=change.email,
        context={
            "recipient_name": nomination.nominator_name,
            "reference": nomination.reference,
            "nominee_name": nomination.nominee_as_named,
            "link": f"{settings.SITE_URL}{reverse('nominations:new_address', args=[nomination.reference])}?token={token}",
            "signature_name": signature_of(nomination.cycle.programme),
            "organisation_name": organisation.name,
        },
        dedupe_key=f"confirm_address:{nomination.reference}:{change.asked_at:%Y%m%d%H%M%S}",
        programme=nomination.cycle.programme.slug,
        secret=token,
    )
