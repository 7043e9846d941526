from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Programme


@transaction.atomic
def track_opens(*, programme: Programme, on: bool, actor: User | None) -> bool:
    """Say whether messages that are sent from now on note that they were opened; returns whether that changed."""
    if not Programme.objects.filter(pk=programme.pk, track_opens=not on).update(track_opens=on):
        return False
    programme.track_opens = on
    audit.record(verb="opens.changed", target=programme, actor=actor, data={"on": on})
    return True
