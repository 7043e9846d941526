"""What of nominations waits for somebody on their home page."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from nominations.enums import NominationState
from nominations.queries.nominations import made_by
from programmes.enums import Stage


def drafts_of(person: User) -> list[dict[str, Any]]:
    """Drafts that would be lost when nominations close; one query."""
    drafts = made_by(person).filter(
        state=NominationState.DRAFT, cycle__stage=Stage.OPEN, cycle__screening_at__gt=timezone.now()
    )
    return [
        {
            "title": _("Finish your nomination of %(nominee)s") % {"nominee": draft.nominee.name},
            "detail": f"{draft.cycle.programme.title}, {draft.cycle.known_as}",
            "url": reverse("nominations:draft", args=[draft.cycle.programme.slug, draft.reference]),
            "button": _("Go on writing"),
            "due": timezone.localtime(draft.cycle.screening_at).date(),
        }
        for draft in drafts
    ]
