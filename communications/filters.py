import django_filters
from django.utils.translation import gettext_lazy as _

from communications.enums import MessageState
from communications.models import Message
from communications.occasions import occasion_of, place_of
from communications.queries.outbox import kinds_in_outbox


def _kinds() -> list[tuple[str, str]]:
    return [(key, str(occasion_of(key).name)) for key in sorted(kinds_in_outbox(), key=place_of)]


class OutboxFilter(django_filters.FilterSet):
    """Which messages the page shows."""

    to = django_filters.CharFilter(label=_("Recipient"), field_name="to_address", lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="template_key", choices=_kinds, empty_label=_("Every kind")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=MessageState.choices, empty_label=_("Every state"))

    class Meta:
        model = Message
        fields: list[str] = []
