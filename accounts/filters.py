from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import JobRole, Team, User
from accounts.queries.people import with_words


class PeopleFilter(django_filters.FilterSet):
    """Which people the directory page shows, and in which order."""

    words = django_filters.CharFilter(label=_("Name, address, team or site"), method="in_words")
    team = django_filters.ModelChoiceFilter(label=_("Team"), queryset=Team.objects.all(), empty_label=_("Every team"))
    job_role = django_filters.ModelChoiceFilter(
        label=_("Job role"), queryset=JobRole.objects.all(), empty_label=_("Every job role")
    )
    state = django_filters.ChoiceFilter(
        label=_("Account"),
        method="in_state",
        empty_label=_("Open and closed"),
        choices=[("active", _("Open")), ("closed", _("Closed")), ("administrators", _("Administrators"))],
    )
    order = django_filters.OrderingFilter(
        fields=[
            ("full_name", "name"),
            ("team__name", "team"),
            ("job_role__name", "role"),
            ("site", "site"),
            ("started_on", "since"),
        ],
    )

    class Meta:
        model = User
        fields: list[str] = []

    def in_words(self, people: QuerySet[User], name: str, words: str) -> QuerySet[User]:
        """People in whom each of the words occurs."""
        return with_words(people, words)

    def in_state(self, people: QuerySet[User], name: str, state: str) -> QuerySet[User]:
        """Open or closed accounts, or those of administrators."""
        states: dict[str, Any] = {
            "active": Q(is_active=True),
            "closed": Q(is_active=False),
            "administrators": Q(is_active=True, is_staff=True),
        }
        return people.filter(states[state])
