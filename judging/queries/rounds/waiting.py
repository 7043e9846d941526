from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from judging.calculations.rounds.pairs import SEEN_BY_EACH
from judging.enums import STANDING_CONFLICTS, RoundMode, RoundState
from judging.models import Conflict, PairChoice, QualifyVote, RankPlace, Round, RoundOutcome, Seat
from judging.queries.entries import is_judged
from judging.queries.rounds.plan import rounds_to_vote_in
from nominations.models import Entry
from programmes.enums import Stage


def rounds_waiting(person: User) -> list[QuerySet[Any]]:
    """What ``rounds_for`` is made of, for the top bar's count."""
    return [_unfinished(person).values("pk")]


def rounds_for(person: User) -> list[dict[str, Any]]:
    """The open rounds in which this person has still to vote: on an entry, on the place of one, or on a pair."""
    return [
        {
            "title": _("A round of judging is open"),
            "detail": f"{one.cycle.programme.title}, {one.cycle.known_as}. {one.get_mode_display()}",
            "url": reverse("judging:round_votes", args=[one.pk]),
            "button": _("Open the round"),
            "due": localdate(one.closes_at or one.cycle.deliberating_at),
        }
        for one in _unfinished(person)
    ]


def _unfinished(person: User) -> QuerySet[Round]:
    rounds = rounds_to_vote_in(person).filter(state=RoundState.OPEN, cycle__stage=Stage.JUDGING)
    votes = QualifyVote.objects.filter(round=OuterRef(OuterRef("pk")), seat__judge=person, entry=OuterRef("pk"))
    places = RankPlace.objects.filter(
        ballot__round=OuterRef(OuterRef("pk")), ballot__seat__judge=person, entry=OuterRef("pk")
    )
    entries = _own_entries(person)
    left = (
        Q(Exists(entries.filter(~Exists(votes))), mode=RoundMode.QUALIFY)
        | Q(Exists(entries.filter(~Exists(places))), mode=RoundMode.RANK)
        | Q(Exists(_short_of_pairs(entries, person)), mode=RoundMode.PAIR)
    )
    return rounds.filter(left).order_by("pk")


def _own_entries(person: User) -> QuerySet[Entry]:
    """For a query of rounds, or of entries: what of the same cycle this person votes on while a round is open. As
    ``rounds.entries.own_entries`` chooses it, but for conflicts that nobody has written down since the round was opened.
    """
    seats = Seat.objects.filter(judge=person, left_at=None, panel__cycle=OuterRef("cycle"))
    covers = seats.filter(Q(categories=None) | Q(categories=OuterRef("category")))
    # Only rounds that came before the open one have an outcome.
    cut = RoundOutcome.objects.filter(entry=OuterRef("pk"), through=False)
    return Entry.objects.filter(
        is_judged("pk"), Exists(covers), ~Exists(cut), ~Exists(_aside(person, "pk")), cycle=OuterRef("cycle")
    ).order_by()


def _short_of_pairs(entries: QuerySet[Entry], person: User) -> QuerySet[Entry]:
    """Those of ``entries`` in whose category fewer pairs are chosen than ``calculations.rounds.pairs.wanted`` says."""
    chosen = PairChoice.objects.filter(
        ~Exists(_aside(person, "one")),
        ~Exists(_aside(person, "other")),
        round=OuterRef(OuterRef("pk")),
        seat__judge=person,
        one__category=OuterRef("category"),
    )
    others = entries.filter(category=OuterRef("category"))
    counted = entries.alias(own=_many(chosen), all=_many(others))
    wanted = Least(F("all") * (F("all") - 1) / 2, F("all") * SEEN_BY_EACH / 2)
    return counted.filter(own__lt=wanted)


def _many(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(rows=Func(F("pk"), function="COUNT")).values("rows")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _aside(person: User, entry: str) -> QuerySet[Conflict]:
    return Conflict.objects.filter(seat__judge=person, entry=OuterRef(entry), state__in=STANDING_CONFLICTS)
