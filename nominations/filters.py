"""How the queue is narrowed and ordered, and the record of consents."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from intake.searching import words_to_find
from nominations.enums import ConsentPurpose, Medium, NominationState, NominatorKind
from nominations.models import Consent, Enquiry, Flag, Nomination, ProposedDecline
from nominations.references import normalised

LOOKS = [
    ("names", _("Names nobody has matched")),
    ("flagged", _("Flagged")),
    ("declines", _("Declines to confirm")),
    ("answered", _("The nominator has answered")),
    ("lapsed", _("No answer in time")),
    ("outside", _("Not one of ours")),
    ("support", _("Words in support of another")),
]


def _categories(request: HttpRequest | None) -> list[tuple[str, str]]:
    """The cycle's categories, which the page has read already."""
    return [(str(pk), title) for pk, title in getattr(request, "nominations_categories", {}).items()]


class QueueForm(forms.Form):
    """What narrows a list may always be left empty, so no field says so."""

    optional_unsaid = True


class QueueFilter(django_filters.FilterSet):
    """State, category, kind of nominator, the way it came, words in names or the reference, and names still to be matched."""

    q = django_filters.CharFilter(label=_("Name or reference"), method="words")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[choice for choice in NominationState.choices if choice[0] != NominationState.DRAFT],
        empty_label=_("All states"),
    )
    category = django_filters.ChoiceFilter(label=_("Category"), empty_label=_("All categories"))
    nominator_kind = django_filters.ChoiceFilter(
        label=_("From"), choices=NominatorKind.choices, empty_label=_("Everybody")
    )
    medium = django_filters.ChoiceFilter(label=_("Came by"), choices=Medium.choices, empty_label=_("Any way"))
    look = django_filters.ChoiceFilter(
        label=_("To look at"), choices=LOOKS, method="look_at", empty_label=_("Everything")
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["category"].extra["choices"] = _categories(self.request)

    def words(self, nominations: QuerySet[Nomination], name: str, value: str) -> QuerySet[Nomination]:
        """Each word in the nominee's or the nominator's name, or the reference."""
        for word in words_to_find(value):
            nominations = nominations.filter(
                Q(nominee_name__icontains=word)
                | Q(nominee__name_given__icontains=word)
                | Q(nominator_name__icontains=word)
                | Q(reference=normalised(word))
                | Q(external_reference__iexact=word)
            )
        return nominations

    def look_at(self, nominations: QuerySet[Nomination], name: str, value: str) -> QuerySet[Nomination]:
        """Only what waits for a certain kind of look."""
        waiting = nominations.filter(state=NominationState.SUBMITTED)
        if value == "names":
            return self.names_to_match(nominations, name, value=True)
        if value == "outside":
            return waiting.filter(nominee__outside=True)
        if value == "support":
            return waiting.filter(supports__isnull=False)
        things = {
            "flagged": Flag.objects.filter(set_aside_at=None),
            "declines": ProposedDecline.objects.filter(outcome=""),
            "answered": Enquiry.objects.filter(answered_at__isnull=False),
            "lapsed": Enquiry.objects.filter(answered_at=None, lapsed_at__isnull=False),
        }
        return waiting.filter(Exists(things[value].filter(nomination=OuterRef("pk"))))

    def names_to_match(self, nominations: QuerySet[Nomination], name: str, value: bool) -> QuerySet[Nomination]:
        """Only those of which nobody has said yet who is meant."""
        if not value:
            return nominations
        return nominations.filter(
            state=NominationState.SUBMITTED,
            nominee__person__isnull=True,
            nominee__team__isnull=True,
            nominee__outside=False,
        )


class ConsentFilter(django_filters.FilterSet):
    """A name or reference, what was agreed to, and whether it still holds."""

    q = django_filters.CharFilter(label=_("Name or reference"), method="words")
    purpose = django_filters.ChoiceFilter(
        label=_("What for"), choices=ConsentPurpose.choices, empty_label=_("Everything")
    )
    standing = django_filters.ChoiceFilter(
        label=_("Standing"),
        choices=[("holds", _("Holds")), ("back", _("Taken back"))],
        method="stands",
        empty_label=_("Both"),
    )

    class Meta:
        model = Consent
        form = QueueForm
        fields: list[str] = []

    def words(self, consents: QuerySet[Consent], name: str, value: str) -> QuerySet[Consent]:
        """Each word in the name of who agreed, or the reference."""
        for word in words_to_find(value):
            consents = consents.filter(
                Q(nomination__nominator_name__icontains=word)
                | Q(notice__person__full_name__icontains=word)
                | Q(nomination__reference=normalised(word))
            )
        return consents

    def stands(self, consents: QuerySet[Consent], name: str, value: str) -> QuerySet[Consent]:
        """Only what holds, or only what was taken back."""
        holds = {"back_at__isnull": value == "holds"}
        return consents.filter(**holds)
