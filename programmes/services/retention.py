"""Names and stories go when the promised time is over: the organisation's months after a cycle ended, by itself.

Each room answers for its own tables (``<room>/retention.py``, in the order of settings.RETENTION). What becomes of what:

=====================  ================================================================================================
table                  once names are removed
=====================  ================================================================================================
Evidence, FormAnswer, Attachment   deleted, files too
Nomination             stays for the counts: kind of nominator, state, times, reference; who sent it, their address and
                       the reference in an imported file go; drafts and what nobody confirmed are deleted
Nominee, Entry         a team stays, and a person who was honoured: their award is theirs. Of everybody else only the
                       entry's reference stays, and it says that the name was removed
KeptParticipation      made: the counts by team, role and site that were worked out from the names
Enquiry                that more was asked, by whom, and whether it was answered stay; the question goes
Notice, LaterNotice    when nominees were told goes, and why later; the wish of somebody honoured that their story is not
                       published stays with their award
Redaction,             deleted with the texts and the address they are about
AddressChange
Screening              eligible or not, the rule and who looked stay; the reason in words goes
Score, Assignment      scores, judges and times stay, so that the result can be worked out again; comments go
Conflict               that there was one, found how, ruled by whom; the reasons in words go
Minutes, Decision      who met, wrote, proposed and confirmed, the place; the minutes and the justification go
Result                 stays: it holds references and figures
Award, Certificate     stay; the citation stays where the person agreed to be named in public, and goes elsewhere
Announcement           its words stay, with the names in them masked
Invitation             stays as a number of people asked; whom it went to goes
Response, Answer       marks stay; what was answered in words goes
Review, Action,        the programme's own words stay, with the names of who nominated and was nominated masked
LogEntry
Job                    finished reports and archives of the cycle are deleted with their files
Message                not by cycle: every message is emptied as long after it was written
                       (communications.services.retention)
audit trail            stays whole: it holds numbers, codes and digests only
accounts               not by cycle: the directory is kept while somebody works here, and until they are erased
=====================  ================================================================================================
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.queries.organisation import the_organisation
from audit import services as audit
from jobs import services as jobs
from programmes.models import Cycle
from programmes.queries.retention import due_for_removal

KIND = "programmes.remove_names"


def queue_removals() -> int:
    """Ask for the removal of what is due; returns how many cycles are. A step of the clock.

    A job a cycle and day: what failed for good on one day is tried again on the next.
    """
    organisation = the_organisation()
    now = timezone.now()
    today = timezone.localdate(now, organisation.zone)
    due = list(due_for_removal(organisation, now))
    for cycle in due:
        jobs.enqueue(
            kind=KIND,
            key=f"{KIND}:{cycle.pk}:{today.isoformat()}",
            title=_("Remove the names and stories of %(cycle)s") % {"cycle": cycle.label},
            payload={"cycle": cycle.pk},
        )
    return len(due)


@transaction.atomic
def remove_names(*, cycle_id: int) -> dict[str, int]:
    """Remove a cycle's names and stories in every room; returns how many of what, as the trail keeps it.

    Without effect, and empty, for a cycle that is not due or was done before. There is no way back.
    """
    now = timezone.now()
    cycle = due_for_removal(the_organisation(), now).filter(pk=cycle_id).first()
    if cycle is None or not Cycle.objects.filter(pk=cycle.pk, names_removed_at=None).update(names_removed_at=now):
        return {}
    removed: dict[str, int] = {}
    for path in settings.RETENTION:
        removed |= import_string(path)(cycle)
    cycle.refresh_from_db()
    audit.record(verb="cycle.names_removed", target=cycle, actor=None, data=removed)
    return removed
