from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotReady
from programmes.models import Cycle
from recognition.enums import Audience
from recognition.models import Announcement
from recognition.refusals import AlreadyAnnounced


@transaction.atomic
def plan_announcement(
    *,
    cycle: Cycle,
    announce_at: datetime,
    embargo_until: datetime,
    actor: User | None,
    words_for_winners: str = "",
    words_for_others: str = "",
    audiences: Collection[str] = tuple(Audience.values),
    public: bool = True,
    unnamed_shown: bool = False,
) -> Announcement:
    """Say when those concerned hear, when it becomes public, in which words, and who hears besides those honoured.

    Letters leave at ``announce_at`` or when the cycle reaches “announced”, whichever is later. Raises AlreadyAnnounced
    after that, NotReady for an embargo that ends before people have heard.
    """
    if embargo_until < announce_at:
        raise NotReady(_("It cannot become public before the people concerned have heard."))
    unknown = set(audiences) - set(Audience.values)
    if unknown:
        raise NotReady(_("There is no such audience: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    values = {
        "announce_at": announce_at,
        "embargo_until": embargo_until,
        "words_for_winners": words_for_winners,
        "words_for_others": words_for_others,
        "audiences": [one for one in Audience.values if one in audiences],
        "public": public,
        "unnamed_shown": unnamed_shown,
    }
    announcement, made = Announcement.objects.get_or_create(cycle=cycle, defaults=values)
    if not made and not Announcement.objects.filter(pk=announcement.pk, announced_at=None).update(**values):
        raise AlreadyAnnounced(_("%(cycle)s has been announced; the plan stands.") % {"cycle": cycle.label})
    announcement.refresh_from_db()
    audit.record(
        verb="announcement.planned",
        target=announcement,
        actor=actor,
        data={
            "announce_at": announce_at,
            "embargo_until": embargo_until,
            "audiences": values["audiences"],
            "public": public,
            "unnamed_shown": unnamed_shown,
        },
    )
    return announcement
