from collections.abc import Collection

from nominations.models import Entry
from programmes.models import Cycle


def unname_entries(*, cycle: Cycle, but: Collection[int]) -> int:
    """Take the person from every entry of a cycle whose id is not in ``but``; returns how many. Teams stay.

    Only for the removal of names (programmes.services.retention), which records it.
    """
    named = Entry.objects.filter(cycle=cycle, person__isnull=False).exclude(pk__in=but)
    return named.update(person=None, nameless=True)
