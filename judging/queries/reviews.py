"""Requests for a review of process: until when one may ask, who may look into it, what is open."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import Record
from judging.enums import AppealState
from judging.models import Appeal, Decision, Panel, Seat
from judging.review_links import Asker, address_for
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from nominations.queries.own_entries import entries_about
from programmes.enums import Stage
from programmes.models import Category, Cycle

DEFAULT_DAYS: int = Panel._meta.get_field("appeal_days").default
NEVER_SENT = (NominationState.DRAFT, NominationState.UNVERIFIED, NominationState.WITHDRAWN)


@dataclass(frozen=True)
class Counts:
    """How many reviews were asked for, and what became of them."""

    asked: int
    upheld: int
    not_upheld: int

    @property
    def open(self) -> int:
        """How many still wait for their answer."""
        return self.asked - self.upheld - self.not_upheld


def announced_at(cycle: Cycle) -> datetime | None:
    """When the winners were announced: as the trail has it, else by the plan; None before."""
    if not cycle.has_reached(Stage.ANNOUNCED):
        return None
    if cycle.stage == Stage.ANNOUNCED:
        return cycle.stage_since
    moved = Record.objects.filter(verb="cycle.moved", cycle=cycle.label, data__to=Stage.ANNOUNCED.value)
    return moved.values_list("at", flat=True).first() or cycle.announce_at


def ask_until(cycle: Cycle) -> datetime | None:
    """Until when a review may be asked for; None before the announcement and where none is taken."""
    since = announced_at(cycle)
    days = Panel.objects.filter(cycle=cycle).values_list("appeal_days", flat=True).first() if since else None
    days = DEFAULT_DAYS if days is None else days
    return since + timedelta(days=days) if since and days else None


def may_ask_now(cycle: Cycle) -> bool:
    """Whether the days in which a review may be asked for are running."""
    until = ask_until(cycle)
    return until is not None and timezone.now() < until and cycle.names_removed_at is None


def review_link_of(nomination: Nomination) -> Mapping[str, Any] | None:
    """For the nominator's page: the offer to ask for a review, or where the one that was asked stands; None without either."""
    if nomination.state in NEVER_SENT or not nomination.cycle.has_reached(Stage.ANNOUNCED):
        return None
    known = Appeal.objects.filter(nomination=nomination).first()
    return _link(nomination.cycle, known, Asker(nomination=nomination.pk))


def review_link_of_nominee(entry: Entry, person: User) -> Mapping[str, Any] | None:
    """The same for the page of a nominee."""
    if not entry.cycle.has_reached(Stage.ANNOUNCED):
        return None
    known = Appeal.objects.filter(entry=entry, asker=person, nomination=None).first()
    return _link(entry.cycle, known, Asker(entry=entry.pk, person=person.pk))


def _link(cycle: Cycle, known: Appeal | None, asker: Asker) -> Mapping[str, Any] | None:
    if known is not None:
        state = known.get_state_display()
        return {"text": _("You asked for a review: %(state)s.") % {"state": state.lower()}, "url": address_for(asker),
                "button": _("See the review"), "until": None}  # fmt: skip
    if not may_ask_now(cycle):
        return None
    text = _(
        "If you believe that something went wrong in how this was handled, somebody outside the panel looks into it."
    )
    return {"text": text, "url": address_for(asker), "button": _("Ask for a review"), "until": ask_until(cycle)}


def reviews_of(cycle: Cycle) -> QuerySet[Appeal]:
    """Every request of a cycle, those that wait first."""
    reviews = Appeal.objects.filter(cycle=cycle).select_related(
        "cycle__programme", "nomination__category", "entry__category", "reviewer", "asker"
    )
    return reviews.order_by("answered_at", "pk")


def counts_of(cycle: Cycle, category: Category) -> Counts:
    """For the justification report: how many asked about this category, and what became of it; at most one query."""
    if not cycle.has_reached(Stage.ANNOUNCED):
        return Counts(0, 0, 0)
    about = Q(nomination__category=category) | Q(nomination=None, entry__category=category)
    states = Counter(Appeal.objects.filter(about, cycle=cycle).values_list("state", flat=True))
    return Counts(states.total(), states[AppealState.UPHELD], states[AppealState.NOT_UPHELD])


def why_not_reviewer(appeal: Appeal, person: User) -> str:
    """Why somebody may not look into a request; empty where they may. Who had a part in the result does not review it."""
    cycle = appeal.cycle
    if person.is_external or not person.is_active:
        return _("Choose somebody of the organisation with an open account.")
    if Seat.objects.filter(panel__cycle=cycle, judge=person).exists():
        return _("%(name)s sits or sat on the panel.") % {"name": person.full_name}
    if Decision.objects.filter(Q(proposed_by=person) | Q(confirmed_by=person), cycle=cycle).exists():
        return _("%(name)s proposed or confirmed a decision of this cycle.") % {"name": person.full_name}
    about = Q(nominator=person) | Q(nominator_email__iexact=person.email) | Q(nominee__person=person)
    if person.team_id is not None:
        about |= Q(nominee__team=person.team_id)
    nominated = Nomination.objects.filter(about, cycle=cycle).exists()
    if nominated or appeal.asker_id == person.pk or Entry.objects.filter(entries_about(person), cycle=cycle).exists():
        return _("%(name)s nominated or was nominated in this cycle.") % {"name": person.full_name}
    return ""


def to_review_by(person: User) -> QuerySet[Appeal]:
    """The requests that this person has been given and has not answered."""
    return Appeal.objects.filter(reviewer=person, state=AppealState.ASSIGNED).select_related("cycle__programme")


def waiting_in(cycle: Cycle) -> int:
    """How many requests nobody has been given yet."""
    return Appeal.objects.filter(cycle=cycle, state=AppealState.ASKED).count()
