"""Who may read the trail: administrators all of it, managers what belongs to their programmes."""

from typing import Any

import rules


@rules.predicate
def is_administrator(user: Any) -> bool:
    """Administers Laurel. Said here again, because this room knows nothing of the one above it."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


@rules.predicate
def manages_a_programme(user: Any) -> bool:
    """Is one of the managers of at least one programme."""
    return bool(user.is_authenticated and user.is_active and user.programmes_managed.exists())


rules.add_perm("audit.read_trail", is_administrator | manages_a_programme)
rules.add_perm("audit.export_trail", is_administrator)
