import secrets

from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import CalendarAddress


@transaction.atomic
def new_calendar_address(*, person: User) -> CalendarAddress:
    """A new secret address for this person's own tasks; the one before leads nowhere from now on."""
    address, _made = CalendarAddress.objects.update_or_create(
        person=person, defaults={"token": secrets.token_urlsafe(32)}
    )
    audit.record(verb="calendar.address_made", target=person, actor=person)
    return address
