from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _

from audit.models import Record
from audit.queries.places import places
from audit.verbs import VERBS


def _verbs() -> list[tuple[str, str]]:
    return sorted(((verb, str(words)) for verb, words in VERBS.items()), key=lambda pair: pair[1])


class TrailFilter(django_filters.FilterSet):
    """Which records the page shows."""

    who = django_filters.CharFilter(label=_("Who"), method="by_person")
    thing = django_filters.CharFilter(label=_("About"), field_name="target_label", lookup_expr="icontains")
    verb = django_filters.ChoiceFilter(label=_("What"), choices=_verbs, empty_label=_("Everything"))
    place = django_filters.ChoiceFilter(label=_("Programme or cycle"), method="in_place", empty_label=_("Everywhere"))
    since = django_filters.DateFilter(
        label=_("From"), field_name="at", lookup_expr="date__gte", widget=DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        label=_("To"), field_name="at", lookup_expr="date__lte", widget=DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Record
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = places(self.request.user)
        choices = [(programme, programme) for programme in dict.fromkeys(programme for programme, _cycle in pairs)]
        choices += [(cycle, cycle) for _programme, cycle in pairs if cycle]
        self.filters["place"].extra["choices"] = sorted(choices)

    def by_person(self, records: QuerySet[Record], name: str, words: str) -> QuerySet[Record]:
        """Acts of people in whose name or address the words occur; ``person 12`` or ``12`` for an erased one."""
        number = words.lower().removeprefix("person").strip()
        who = Q(actor__full_name__icontains=words) | Q(actor__email__icontains=words)
        who |= Q(acting_for__full_name__icontains=words)
        return records.filter(who | Q(actor_id=int(number)) if number.isdecimal() and len(number) < 12 else who)

    def in_place(self, records: QuerySet[Record], name: str, place: str) -> QuerySet[Record]:
        """Of a programme with all its cycles, or of one cycle."""
        return records.filter(Q(cycle=place) | Q(programme=place))
