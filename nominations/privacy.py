"""The part of a person's data that stands in nominations: what they sent, and what was sent about them."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import services as audit
from nominations.calculations.redaction import Hidden, Span, name_finder
from nominations.enums import AttachmentState, ConsentPurpose, NominationState
from nominations.models import (
    AddressChange,
    Attachment,
    Enquiry,
    EntryMove,
    Evidence,
    Flag,
    FormAnswer,
    LaterNotice,
    Nomination,
    Nominee,
    Notice,
    ProposedDecline,
    Screening,
    StoryPrint,
)
from nominations.queries.consents import history_of
from nominations.queries.names import masked, without
from nominations.services.attaching import forget_files
from nominations.services.consenting import take_all_back
from nominations.services.drafting import discard_draft
from nominations.services.redacting_again import find_again, words_hidden_by_hand
from nominations.services.sending_once import forget_sending

Finder = Callable[[str], list[Span]]

KEPT = [
    (
        _("Nominations: who thanked whom, the story, the sender’s name and address"),
        _("So that judges can compare what was done, and the sender can follow it."),
        _("For {months} months after the cycle closes. Then only counts and references are left."),
    ),
    (
        _("Who supports a nomination, and who is named as part of a team with what they did"),
        _("So that judges see what others saw, and everybody who had a part in it is named."),
        _("As long as the story."),
    ),
    (
        _("Answers and files that came with a nomination"),
        _("So that organisers and judges can understand the story."),
        _("As long as the story. Files of a form that nobody finished are deleted after a day."),
    ),
    (
        _(
            "That somebody who was named by others was told of it, when, and whether they asked that it is not published"
        ),
        _("So that everybody learns within a month what is held of them, and their wish is kept."),
        _("With the names of the cycle; then it is deleted."),
    ),
    (
        _("What a nominator agreed to, in which words, when and by which way, and when it was taken back"),
        _("So that it can be shown what may be done with a story, and that a change of mind is kept."),
        _("With the stories of the cycle; for an honoured entry as long as its award. It holds no names."),
    ),
    (
        _("Which places of a story judges don’t read, and who decided on each"),
        _("So that names are kept from judges where the rules say so."),
        _("With the stories of the cycle; then it is deleted."),
    ),
    (
        _("Nominations that nobody confirmed"),
        _("So that the sender can still confirm them."),
        format_lazy(_("For {days} days. Then they are deleted unread."), days=settings.NOMINATION_CONFIRM_DAYS),
    ),
    (
        _("The key under which another system sent a nomination, and a digest of what it sent"),
        _("So that a nomination that is sent again after a lost answer counts once."),
        format_lazy(_("For {days} days."), days=settings.IDEMPOTENCY_KEYS_DAYS),
    ),
    (
        _("Files of nominations that a manager uploads"),
        _("So that rows can be corrected and brought in."),
        _("Until all of it is in, for two weeks at most."),
    ),
]


def export(person: User) -> dict[str, Any]:
    """What this person wrote in full, the files that they gave, and that they were named (what others wrote about them
    belongs to these too).
    """
    return {
        "files": {
            f"{file.nomination.reference}-{file.pk}-{file.name}": file.file
            for file in Attachment.objects.filter(nomination__in=_made_by(person)).select_related("nomination")
            if file.state == AttachmentState.KEPT and default_storage.exists(file.file.name or "")
        },
        "nominations_made": [
            {
                "reference": nomination.reference,
                "cycle": nomination.cycle.label,
                "category": nomination.category.code,
                "state": nomination.state,
                "nominee": nomination.nominee.name,
                "in_support_of_another": nomination.supports_id is not None,
                "nominator_name": nomination.nominator_name,
                "nominator_email": nomination.nominator_email,
                "may_show": nomination.may_show,
                "may_publish": nomination.may_publish,
                "may_contact": nomination.may_contact,
                "consent_wording": nomination.consent_wording,
                "consents": history_of(nomination.consents.all()),
                "submitted_at": nomination.submitted_at.isoformat() if nomination.submitted_at else "",
                "story": [[row.part or str(row.criterion), row.text] for row in nomination.evidence.all()],
                "members_of_the_team": [member.name for member in nomination.members.all()],
                "answers": [[row.question.title, row.text] for row in nomination.answers.all()],
                "files": [[file.name, file.size, file.state] for file in nomination.attachments.all()],
            }
            for nomination in _made_by(person)
            .select_related("cycle__programme", "category", "nominee__person", "nominee__team")
            .prefetch_related("evidence__criterion", "members__person", "answers__question", "attachments")
        ],
        "addresses_waiting_to_be_confirmed": [
            {"reference": change.nomination.reference, "email": change.email, "asked_at": change.asked_at.isoformat()}
            for change in AddressChange.objects.filter(
                Q(nomination__in=_made_by(person)) | Q(email__iexact=person.email)
            ).select_related("nomination")
        ],
        "told_that_they_were_named": [
            {
                "cycle": notice.cycle.label,
                "told_at": notice.told_at.isoformat(),
                "asked_not_to_publish_at": notice.unpublished_at.isoformat() if notice.unpublished_at else "",
                "wishes": history_of(notice.consents.all()),
            }
            for notice in Notice.objects.filter(person=person).select_related("cycle__programme")
        ],
        "named_as_part_of_a_team": [
            {
                "reference": member.nomination.reference,
                "cycle": member.nomination.cycle.label,
                "category": member.nomination.category.code,
                "name_given": member.name_given,
                "contribution": [row.text for row in Evidence.objects.filter(member=member)]
                if member.nomination.may_show
                else [],
            }
            for member in person.named_as_member.select_related("nomination__cycle__programme", "nomination__category")
        ],
        "named_in": [
            {
                "reference": nomination.reference,
                "cycle": nomination.cycle.label,
                "category": nomination.category.code,
                "name_given": nomination.nominee.name_given,
                "story": [[row.part or str(row.criterion), row.text] for row in nomination.evidence.all()]
                if nomination.may_show
                else [],
                "answers": [[row.question.title, row.text] for row in nomination.answers.all()]
                if nomination.may_show
                else [],
            }
            for nomination in _about(person)
            .select_related("cycle__programme", "category", "nominee")
            .prefetch_related("evidence__criterion", "answers__question")
        ],
    }


@transaction.atomic
def erase(person: User) -> None:
    """Remove the person's name and address from nominations, and mask the name in the stories; drafts are deleted.

    In what they sent and what is about them every part of the name is masked; in other stories the whole name.

    The stories and answers stay, because what was decided rests on them; files are deleted, since no name can be masked in
    them. Uses the names that ``person`` holds in memory.
    """
    for draft in person.nominations_made.filter(state=NominationState.DRAFT).select_related("nominee"):
        discard_draft(nomination=draft, actor=person)
    made, about = _made_by(person), _about(person)
    named = set(person.named_as_member.values_list("nomination", flat=True))
    ids = set(made.values_list("pk", flat=True)) | set(about.values_list("pk", flat=True)) | named
    elsewhere = _said_elsewhere(person)
    named_in = {
        *Evidence.objects.filter(elsewhere).exclude(nomination__in=ids).values_list("nomination", flat=True),
        *FormAnswer.objects.filter(elsewhere).exclude(nomination__in=ids).values_list("nomination", flat=True),
    }
    hidden = words_hidden_by_hand(ids | named_in)
    person.named_as_member.update(name_given="")
    Nominee.objects.filter(nominations__in=about.values("pk")).update(name_given="", team_given="", hint="")
    every_part, whole = _finders(person)
    for model in (Evidence, FormAnswer):
        mask_in_stories(model.objects.filter(nomination__in=ids), every_part)
        mask_in_stories(model.objects.filter(elsewhere, nomination__in=named_in), whole)
    forget_files(Attachment.objects.filter(nomination__in=ids))
    find_again(ids | named_in, hidden)
    for enquiry in Enquiry.objects.filter(nomination__in=ids):
        names = names_of(person)
        Enquiry.objects.filter(pk=enquiry.pk).update(
            question=masked(enquiry.question, names), answer=masked(enquiry.answer, names)
        )
    _mask_words_of_screening(ids, person)
    AddressChange.objects.filter(Q(nomination__in=ids) | Q(email__iexact=person.email)).delete()
    made_ids = list(made.values_list("pk", flat=True))
    for nomination in Nomination.objects.filter(pk__in=made_ids, may_contact=True).select_related("cycle__programme"):
        take_all_back(nomination=nomination, purposes=[ConsentPurpose.CONTACT])
    Nomination.objects.filter(pk__in=made_ids).update(nominator_name="", nominator_email="", voice="")
    forget_sending(Nomination.objects.filter(pk__in=made_ids))
    for nomination in Nomination.objects.filter(pk__in=ids).select_related("cycle__programme"):
        audit.record(verb="nomination.anonymised", target=nomination, actor=None)


def _mask_words_of_screening(nominations: set[int], person: User) -> None:
    """Mask the person's names in what was written while screening; prints of stories go, since their words change."""
    names = names_of(person)
    StoryPrint.objects.filter(nomination__in=nominations).update(digest="", sketch=[])
    for flag in Flag.objects.filter(nomination__in=nominations).exclude(reason=""):
        Flag.objects.filter(pk=flag.pk).update(reason=masked(flag.reason, names))
    for proposed in ProposedDecline.objects.filter(nomination__in=nominations):
        words = {"reason": masked(proposed.reason, names), "note": masked(proposed.note, names)}
        ProposedDecline.objects.filter(pk=proposed.pk).update(**words)
    for look in Screening.objects.filter(nomination__in=nominations).exclude(reason=""):
        Screening.objects.filter(pk=look.pk).update(reason=masked(look.reason, names))
    for later in LaterNotice.objects.filter(cycle__nominations__in=nominations).distinct():
        LaterNotice.objects.filter(pk=later.pk).update(reason=masked(later.reason, names))
    for move in EntryMove.objects.filter(lines__nomination__in=nominations).distinct():
        EntryMove.objects.filter(pk=move.pk).update(reason=masked(move.reason, names))


def mask_in_stories(rows: QuerySet[Evidence] | QuerySet[FormAnswer], find: Finder) -> int:
    """Replace whatever is found of somebody in these texts; returns how many texts changed."""
    changed: list[Any] = []
    for row in rows:
        text = without(row.text, find)
        if text != row.text:
            row.text = text
            changed.append(row)
    model: Any = rows.model
    return int(model.objects.bulk_update(changed, ["text"], batch_size=500)) if changed else 0


def _finders(person: User) -> tuple[Finder, Finder]:
    """One that finds every part of their names, and one that finds the whole name and the address only."""
    names = names_of(person)
    whole = {person.full_name: Hidden.COLLEAGUE, person.email: Hidden.NOMINEE}
    return name_finder(dict.fromkeys(names, Hidden.NOMINEE)), name_finder(whole)


def names_of(person: User) -> list[str]:
    """The full name, what colleagues say, and the address."""
    return [name for name in (person.full_name, person.known_as, person.email) if name]


def _said_elsewhere(person: User) -> Q:
    """Texts in which the full name or the address stands; nothing where somebody else is called so, who may be meant."""
    if " " not in person.full_name or User.objects.filter(full_name=person.full_name).exclude(pk=person.pk).exists():
        return Q(text__icontains=person.email)
    other = person.full_name.translate(str.maketrans("'’", "’'"))
    return Q(text__icontains=person.full_name) | Q(text__icontains=other) | Q(text__icontains=person.email)


def _made_by(person: User) -> QuerySet[Nomination]:
    return Nomination.objects.filter(Q(nominator=person) | Q(nominator_email__iexact=person.email)).order_by("pk")


def _about(person: User) -> QuerySet[Nomination]:
    return Nomination.objects.filter(nominee__person=person).order_by("pk")
