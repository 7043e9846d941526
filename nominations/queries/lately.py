from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from nominations.enums import NominationState
from nominations.models import Screening

AS_MANY = 5
BECAME = {True: NominationState.ACCEPTED, False: NominationState.DECLINED}


def answers_to(person: User, since: datetime) -> list[dict[str, Any]]:
    """Nominations of this person that were accepted or declined, and still are; one query."""
    looks = Screening.objects.filter(
        nomination__nominator=person, nomination__state__in=list(BECAME.values()), at__gte=since
    ).select_related("nomination__nominee__person", "nomination__nominee__team")
    return [
        {
            "words": (
                _("Your nomination of %(nominee)s goes to the judges.")
                if look.eligible
                else _("Your nomination of %(nominee)s can’t be judged.")
            )
            % {"nominee": look.nomination.nominee.name},
            "at": look.at,
            "url": reverse("nominations:status", args=[look.nomination.reference]),
        }
        for look in looks.order_by("-at")[:AS_MANY]
        if look.nomination.state == BECAME[look.eligible]
    ]
