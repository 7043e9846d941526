from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from judging.enums import RoundState
from judging.models import PairChoice, QualifyVote, RankBallot, Round
from judging.queries.rounds.plan import rounds_to_vote_in
from programmes.enums import Stage


def rounds_waiting(person: User) -> list[QuerySet[Any]]:
    """What ``rounds_for`` is made of, for the top bar's count."""
    return [_not_begun(person).values("pk")]


def rounds_for(person: User) -> list[dict[str, Any]]:
    """The open rounds in which this person has not voted yet."""
    return [
        {
            "title": _("A round of judging is open"),
            "detail": f"{one.cycle.programme.title}, {one.cycle.known_as}. {one.get_mode_display()}",
            "url": reverse("judging:round_votes", args=[one.pk]),
            "button": _("Open the round"),
            "due": localdate(one.closes_at or one.cycle.deliberating_at),
        }
        for one in _not_begun(person)
    ]


def _not_begun(person: User) -> QuerySet[Round]:
    rounds = rounds_to_vote_in(person).filter(state=RoundState.OPEN, cycle__stage=Stage.JUDGING)
    mine = {"round": OuterRef("pk"), "seat__judge": person}
    for votes in (QualifyVote, RankBallot, PairChoice):
        rounds = rounds.exclude(Exists(votes._default_manager.filter(**mine)))
    return rounds.order_by("pk")
