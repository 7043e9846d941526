"""Whom each of the five surveys asks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from evaluation.enums import Audience
from evaluation.models import Invitation
from judging.enums import DecisionState
from judging.models import Decision
from nominations.enums import RECEIVED_STATES, NominatorKind
from nominations.queries.consents import not_to_be_asked
from programmes.models import Cycle

# "You won't be asked again this year", says the letter to customers.
CUSTOMERS_REST = timedelta(days=365)


def people_of(cycle: Cycle, audience: str) -> QuerySet[User]:
    """The active people that an audience consists of, ordered by their number; none for customers, who have no account."""
    found = {
        Audience.ORGANISATION: _organisation,
        Audience.MANAGERS: _managers_of_winners,
        Audience.WINNERS: _winners,
        Audience.OTHERS: _others,
    }
    who = found[Audience(audience)](cycle) if audience in found else Q(pk__in=[])
    return User.objects.filter(who, is_active=True, is_external=False).order_by("pk").distinct()


def customers_of(cycle: Cycle, now: datetime) -> list[str]:
    """The proven addresses of customers who nominated, sorted, without those who were asked within a year before ``now`` and
    those who did not agree to be written to, or have taken it back.
    """
    addresses = cycle.nominations.filter(
        state__in=RECEIVED_STATES, nominator_kind=NominatorKind.CUSTOMER, verified_at__isnull=False
    ).exclude(not_to_be_asked() | Q(nominator_email=""))
    asked = Invitation.objects.filter(
        survey__audience=Audience.CUSTOMERS, survey__opened_at__gt=now - CUSTOMERS_REST
    ).exclude(survey__cycle=cycle)
    rested = {address.lower() for address in asked.values_list("address", flat=True)}
    return sorted({address.lower() for address in addresses.values_list("nominator_email", flat=True)} - rested)


def honoured(cycle: Cycle) -> QuerySet[Decision]:
    """The confirmed decisions: winners and highly commended."""
    return Decision.objects.filter(cycle=cycle, state=DecisionState.CONFIRMED)


def _organisation(cycle: Cycle) -> Q:
    return (
        Q(programmes_managed=cycle.programme)
        | Q(cases_to_approve__programme=cycle.programme)
        | Q(teams_led__isnull=False)
    )


def _honoured_people(cycle: Cycle) -> Q:
    """Winning people, and the members of winning teams."""
    won = honoured(cycle)
    return Q(pk__in=_ids(won, "entry__person")) | Q(team__in=_ids(won, "entry__team"))


def _winners(cycle: Cycle) -> Q:
    return _honoured_people(cycle)


def _managers_of_winners(cycle: Cycle) -> Q:
    """Line managers of winning people, leaders of winning teams."""
    won = honoured(cycle)
    return Q(reports__in=_ids(won, "entry__person")) | Q(teams_led__in=_ids(won, "entry__team"))


def _others(cycle: Cycle) -> Q:
    """Who was nominated and judged, alone or with a team, and was not chosen with either."""
    entries = cycle.entries.exclude(pk__in=honoured(cycle).values("entry"))
    people = entries.exclude(person=None).values_list("person", flat=True)
    teams = entries.exclude(team=None).values_list("team", flat=True)
    return (Q(pk__in=people) | Q(team__in=teams)) & ~_honoured_people(cycle)


def _ids(won: QuerySet[Decision], field: str) -> Iterable[int]:
    return won.exclude(**{field: None}).values_list(field, flat=True)
