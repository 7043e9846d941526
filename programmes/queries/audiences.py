"""To whom a planned message goes."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Team, User
from programmes.enums import MessageAudience
from programmes.models import CustomerAddress, PlannedMessage, Recipient
from programmes.queries.teams_below import with_teams_below


def people_of(planned: PlannedMessage) -> QuerySet[User]:
    """Everybody who works here and whom it is for, in a fixed order; nobody for a message to customers."""
    people = User.objects.filter(is_active=True, is_external=False).order_by("pk")
    if planned.audience == MessageAudience.EVERYBODY:
        return people
    if planned.audience == MessageAudience.TEAMS:
        return people.filter(team__in=with_teams_below(planned.teams.values_list("pk", flat=True)))
    if planned.audience == MessageAudience.JOB_ROLES:
        return people.filter(job_role__in=planned.job_roles.all())
    if planned.audience == MessageAudience.LEADERS:
        leads = Exists(Team.objects.filter(leader=OuterRef("pk")))
        manages = Exists(User.objects.filter(line_manager=OuterRef("pk"), is_active=True))
        return people.filter(leads | manages)
    return people.none()


def customers_of(planned: PlannedMessage) -> QuerySet[CustomerAddress]:
    """The customers on its list, where it is for customers."""
    customers = CustomerAddress.objects.filter(planned=planned).order_by("pk")
    return customers if planned.audience == MessageAudience.CUSTOMERS else customers.none()


def size_of(planned: PlannedMessage) -> int:
    """How many copies it would be."""
    if planned.audience == MessageAudience.CUSTOMERS:
        return customers_of(planned).count()
    return people_of(planned).count()


def people_without_a_copy(planned: PlannedMessage, at_most: int) -> list[User]:
    """The next people whose copy has not been written."""
    has_one = Recipient.objects.filter(planned=planned, person=OuterRef("pk"))
    return list(people_of(planned).exclude(Exists(has_one))[:at_most])


def customers_without_a_copy(planned: PlannedMessage, at_most: int) -> list[CustomerAddress]:
    """The next customers whose copy has not been written."""
    has_one = Recipient.objects.filter(planned=planned, customer=OuterRef("pk"))
    return list(customers_of(planned).exclude(Exists(has_one))[:at_most])
