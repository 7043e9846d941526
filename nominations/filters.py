"""How the queue is narrowed and ordered."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nominations.enums import NominationState, NominatorKind
from nominations.models import Nomination
from nominations.references import normalised
from programmes.models import Category


def _categories(request: HttpRequest | None) -> QuerySet[Category]:
    cycle = getattr(request, "nominations_cycle", None)
    return Category.objects.filter(rulebook=cycle.rulebook) if cycle else Category.objects.none()


class QueueForm(forms.Form):
    """What narrows a list may always be left empty, so no field says so."""

    optional_unsaid = True


class QueueFilter(django_filters.FilterSet):
    """State, category, kind of nominator, words in names or the reference, and names still to be matched."""

    q = django_filters.CharFilter(label=_("Name or reference"), method="words")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[choice for choice in NominationState.choices if choice[0] != NominationState.DRAFT],
        empty_label=_("All states"),
    )
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=_categories, empty_label=_("All categories")
    )
    nominator_kind = django_filters.ChoiceFilter(
        label=_("From"), choices=NominatorKind.choices, empty_label=_("Everybody")
    )
    unmatched = django_filters.BooleanFilter(method="names_to_match", widget=django_filters.widgets.forms.HiddenInput)
    order = django_filters.OrderingFilter(
        fields=[
            ("submitted_at", "submitted"),
            ("nominee_name", "nominee"),
            ("category__position", "category"),
            ("state", "state"),
        ]
    )

    class Meta:
        model = Nomination
        form = QueueForm
        fields: list[str] = []

    def words(self, nominations: QuerySet[Nomination], name: str, value: str) -> QuerySet[Nomination]:
        """Each word in the nominee's or the nominator's name, or the reference."""
        for word in value.split():
            nominations = nominations.filter(
                Q(nominee_name__icontains=word)
                | Q(nominee__name_given__icontains=word)
                | Q(nominator_name__icontains=word)
                | Q(reference=normalised(word))
                | Q(external_reference__iexact=word)
            )
        return nominations

    def names_to_match(self, nominations: QuerySet[Nomination], name: str, value: bool) -> QuerySet[Nomination]:
        """Only those of which nobody has said yet who is meant."""
        if not value:
            return nominations
        return nominations.filter(
            state=NominationState.SUBMITTED, nominee__person__isnull=True, nominee__team__isnull=True
        )
