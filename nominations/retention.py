"""What nominations keep once names and stories are removed: counts, states and references."""

from dataclasses import asdict

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from nominations.enums import NominationState
from nominations.models import (
    AddressChange,
    Attachment,
    Consent,
    Enquiry,
    Evidence,
    Flag,
    FormAnswer,
    KeptParticipation,
    LaterNotice,
    Member,
    MovedNomination,
    Nomination,
    Nominee,
    Notice,
    PendingUpload,
    ProposedDecline,
    Redaction,
    Screening,
    StoryPrint,
)
from nominations.queries.nominations import counts_by_state, received
from nominations.queries.participation import by_team
from nominations.queries.participation_figures import seen_counts
from nominations.queries.participation_groups import as_kept
from nominations.services.attaching import drop_uploads, forget_files
from nominations.services.filing import forget_file
from programmes.models import Cycle

REMOVED = "—"


def keep_counts(cycle: Cycle) -> dict[str, int]:
    """Write down the counts that are worked out from names, before any room removes these."""
    nominators = received(cycle).aggregate(
        people=Count(Coalesce("nominator__email", "nominator_email"), distinct=True)
    )["people"]
    KeptParticipation.objects.create(
        cycle=cycle,
        people=counts_by_state(cycle)["people"],
        nominators=nominators,
        teams=[asdict(team) for team in by_team(cycle)],
        seen=seen_counts(cycle),
        groups=as_kept(cycle),
    )
    return {}


def remove_names(cycle: Cycle) -> dict[str, int]:
    """Delete the stories and files, and whom they came from and were about; honoured people and teams stay named.

    Runs after recognition, which has taken the names from the entries of everybody else.
    """
    never_sent = cycle.nominations.filter(state__in=[NominationState.DRAFT, NominationState.UNVERIFIED])
    forget_files(Attachment.objects.filter(nomination__in=never_sent))
    drop_uploads(PendingUpload.objects.filter(cycle=cycle))
    drafts = _delete_unsent(list(never_sent.values_list("pk", "nominee_id")))
    stories, _models = Evidence.objects.filter(nomination__cycle=cycle).delete()
    FormAnswer.objects.filter(nomination__cycle=cycle).delete()
    Member.objects.filter(nomination__cycle=cycle).delete()
    files = _delete_files(cycle)
    for uploaded in cycle.nomination_files.select_related("cycle__programme"):
        forget_file(file=uploaded, actor=None)
    _remove_nominees(cycle)
    Redaction.objects.filter(nomination__cycle=cycle).delete()
    AddressChange.objects.filter(nomination__cycle=cycle).delete()
    _delete_consents(cycle)
    notices = _delete_notices(cycle)
    LaterNotice.objects.filter(cycle=cycle).update(reason=REMOVED)
    Screening.objects.filter(nomination__cycle=cycle, eligible=True).update(reason="")
    Screening.objects.filter(nomination__cycle=cycle, eligible=False).update(reason=REMOVED)
    Enquiry.objects.filter(nomination__cycle=cycle).update(question=REMOVED, answer="")
    _remove_words_of_screening(cycle)
    nominations = cycle.nominations.update(
        nominator=None, nominator_name="", nominator_email="", external_reference="", voice=""
    )
    return {"nominations": nominations, "stories": stories, "files": files, "drafts": drafts, "notices": notices}


def _delete_consents(cycle: Cycle) -> None:
    """What was agreed to for an honoured entry stays: its award quotes the story, and no row says who."""
    honoured = cycle.entries.filter(Q(person__isnull=False) | Q(team__isnull=False)).values("pk")
    Consent.objects.filter(cycle=cycle, notice=None).exclude(nomination__entry__in=honoured).delete()


def _delete_notices(cycle: Cycle) -> int:
    """Only the wish of somebody honoured stays, that their story is not published: their award stays, too."""
    honoured = cycle.entries.filter(person__isnull=False).values("person")
    notices, _models = (
        Notice.objects.filter(cycle=cycle).exclude(unpublished_at__isnull=False, person__in=honoured).delete()
    )
    return notices


def _remove_words_of_screening(cycle: Cycle) -> None:
    """What people wrote about nominations while screening, and what stories were compared by."""
    StoryPrint.objects.filter(nomination__cycle=cycle).delete()
    Flag.objects.filter(nomination__cycle=cycle, set_aside_at__isnull=False).update(reason=REMOVED)
    proposed = ProposedDecline.objects.filter(nomination__cycle=cycle)
    proposed.update(reason=REMOVED, note="")
    cycle.entry_moves.update(reason=REMOVED)
    MovedNomination.objects.filter(move__cycle=cycle).update(person=None, team=None)


def _delete_unsent(drafts: list[tuple[int, int]]) -> int:
    Nomination.objects.filter(pk__in=[pk for pk, _nominee in drafts]).delete()
    Nominee.objects.filter(pk__in=[nominee for _pk, nominee in drafts], nominations=None).delete()
    return len(drafts)


def _delete_files(cycle: Cycle) -> int:
    """The file first: should the rows come back with the transaction, a second attempt finds nothing to delete twice."""
    attachments = list(Attachment.objects.filter(nomination__cycle=cycle))
    for attachment in attachments:
        attachment.file.delete(save=False)
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in attachments]).delete()
    return len(attachments)


def _remove_nominees(cycle: Cycle) -> None:
    mine = Nominee.objects.filter(nominations__cycle=cycle)
    kept = Q(nominations__entry__person__isnull=False) | Q(team__isnull=False)
    still = set(mine.filter(kept).values_list("pk", flat=True))
    gone = set(mine.values_list("pk", flat=True)) - still
    Nominee.objects.filter(pk__in=still).update(name_given="", team_given="", hint="")
    Nominee.objects.filter(pk__in=gone).update(person=None, name_given=_("Name removed"), team_given="", hint="")
