from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from nominations.enums import NominationState
from nominations.models import Screening
from programmes.queries.happenings import happenings

ACCEPTED = Q(eligible=True, nomination__state=NominationState.ACCEPTED)
DECLINED = Q(eligible=False, nomination__state=NominationState.DECLINED)
NOMINEE = "nomination__nominee__"


def answers_to(person: User, since: datetime) -> QuerySet[Screening]:
    """Nominations of this person that were accepted or declined, and still are."""
    looks = Screening.objects.filter(ACCEPTED | DECLINED, nomination__nominator=person, at__gte=since)
    nominee = Coalesce(f"{NOMINEE}person__full_name", f"{NOMINEE}team__name", f"{NOMINEE}name_given")
    return happenings(looks, "at", "nomination__state", nominee, "nomination__reference")


def say_answer(state: str, nominee: str, reference: str, *_unused: str) -> tuple[str, str]:
    """The sentence for a nomination that was looked at, and where to follow it."""
    words = (
        _("Your nomination of %(nominee)s goes to the judges.")
        if state == NominationState.ACCEPTED
        else _("Your nomination of %(nominee)s can’t be judged.")
    )
    return words % {"nominee": nominee}, reverse("nominations:status", args=[reference])
