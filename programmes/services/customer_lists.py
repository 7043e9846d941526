from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import StaleState
from programmes.customer_file import CustomerList
from programmes.enums import EDITABLE_STATES, MessageAudience
from programmes.models import CustomerAddress, PlannedMessage


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
