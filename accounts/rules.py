"""Who may do what with people and the organisation. Roles follow from relationships; only administrators are marked."""

import rules

from accounts.models import User


@rules.predicate
def is_active_person(user: User) -> bool:
    """Signed in, and not closed."""
    return bool(user.is_authenticated and user.is_active)


@rules.predicate
def is_administrator(user: User) -> bool:
    """Administers Laurel; has no right to score for that."""
    return bool(user.is_authenticated and user.is_active and user.is_staff)


@rules.predicate
def leads_a_team(user: User) -> bool:
    """Leads at least one team."""
    return bool(user.is_authenticated and user.is_active and user.teams_led.exists())


rules.add_perm("accounts.change_organisation_settings", is_administrator)
rules.add_perm("accounts.manage_people", is_administrator)
rules.add_perm("accounts.search_people", is_active_person)
