from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Programme


@transaction.atomic
def want_second_look(*, programme: Programme, on: bool, actor: User | None) -> bool:
    """Say whether a second person confirms each decline from now on; returns whether that changed.

    A decline that has been proposed already still waits for its second person.
    """
    if not Programme.objects.filter(pk=programme.pk, second_look=not on).update(second_look=on):
        return False
    programme.second_look = on
    audit.record(verb="second_look.changed", target=programme, actor=actor, data={"on": on})
    return True
