from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import StaleState
from programmes.customer_file import CustomerList
from programmes.enums import EDITABLE_STATES, MessageAudience, PlannedState
from programmes.models import CustomerAddress, PlannedMessage

KEPT_FOR = timedelta(days=90)


def forget_sent_lists() -> int:
    """Delete the addresses of every list whose message was sent, or cancelled after its hour, 90 days ago; returns how many.

    A step of the clock. How far the message reached stays, without addresses.
    """
    long_ago = timezone.now() - KEPT_FOR
    over = Q(planned__state=PlannedState.SENT, planned__sent_at__lt=long_ago)
    over |= Q(planned__state=PlannedState.CANCELLED, planned__send_at__lt=long_ago)
    deleted = CustomerAddress.objects.filter(over).delete()[1]
    return deleted.get(CustomerAddress._meta.label, 0)


@transaction.atomic
def keep_customers(*, planned: PlannedMessage, customers: CustomerList, actor: User | None) -> int:
    """Make these the customers of a message that has not been sent; returns how many. Raises StaleState once it is sent."""
    editable = PlannedMessage.objects.filter(pk=planned.pk, state__in=EDITABLE_STATES)
    if not editable.update(audience=MessageAudience.CUSTOMERS):
        raise StaleState(_("“%(subject)s” can’t be changed any more.") % {"subject": planned.subject})
    planned.refresh_from_db()
    CustomerAddress.objects.filter(planned=planned).delete()
    CustomerAddress.objects.bulk_create(
        (
            CustomerAddress(planned=planned, email=one.email, name=one.name, agreed_on=one.agreed_on)
            for one in customers.customers
        ),
        batch_size=1000,
    )
    data = {"customers": len(customers.customers), "doubles": customers.doubles}
    audit.record(verb="message.list_kept", target=planned, actor=actor, data=data)
    return len(customers.customers)
