from django.db.models import QuerySet

from accounts.models import Organisation
from prepared import prepared


def the_organisation() -> Organisation:
    """The one organisation; a migration made its row."""
    return _the_row.first() or Organisation.objects.get_or_create(pk=Organisation.ONLY)[0]


@prepared()
def _the_row() -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=Organisation.ONLY)
