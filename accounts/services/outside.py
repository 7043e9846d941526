from django.db import transaction

from accounts.models import User
from audit import services as audit


@transaction.atomic
def add_outside_person(*, actor: User, email: str, full_name: str) -> User:
    """Somebody who does not belong to the organisation: no team, no password, no place in the directory's lists."""
    person = User.objects.create_user(email, full_name=full_name.strip(), is_external=True)
    audit.record(verb="person.invited", target=person, actor=actor, data={"is_external": True})
    return person
