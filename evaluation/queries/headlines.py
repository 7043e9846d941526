"""The headline figures of many cycles, for the reports page and its exports; queries do not grow with the cycles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from evaluation.calculations.answers import FEWEST
from evaluation.enums import Audience
from evaluation.models import Action, Answer, Response
from evaluation.queries.verdict import FAIR
from nominations.enums import RECEIVED_STATES
from nominations.models import KeptParticipation, Nomination
from programmes.enums import OPENED_STAGES, Stage
from programmes.models import Cycle
from programmes.queries.programmes import cycles_managed_by
from recognition.enums import FulfilmentState
from recognition.models import Fulfilment


@dataclass(frozen=True)
class CycleHeadline:
    """One cycle in a line. ``answers`` counts the sets of answers that ``survey_figures`` shows; ``fair`` is the mean of
    1 to 5 of those who did not win, None where fewer than five said so.
    """

    cycle: Cycle
    nominations: int
    nominators: int
    honoured: int
    answers: int
    fair: float | None
    spent: Decimal
    open_actions: int


def reported_cycles(user: User | AnonymousUser) -> QuerySet[Cycle]:
    """The cycles whose figures this person may see: all that have opened, for administrators; their own for managers."""
    return cycles_managed_by(user).filter(stage__in=OPENED_STAGES).order_by("-opens_at", "-pk")


def headlines(cycles: Sequence[Cycle]) -> list[CycleHeadline]:
    """The headline of each of these cycles, in their order; six queries, one more where names of some were removed."""
    ids = [cycle.pk for cycle in cycles]
    received = Nomination.objects.filter(cycle__in=ids, state__in=RECEIVED_STATES)
    nominations = _by_cycle(received, "cycle", Count("pk"))
    nominators = _by_cycle(received, "cycle", Count(Coalesce("nominator__email", "nominator_email"), distinct=True))
    kept = _kept_nominators(cycles)
    honoured = _by_cycle(
        Cycle.objects.filter(pk__in=ids), "pk", Count("decisions", filter=Q(decisions__state="confirmed"))
    )
    answers, fair = _answers(ids), _fair(ids)
    spent = _spent(ids)
    actions = _open_actions(ids)
    return [
        CycleHeadline(
            cycle=cycle,
            nominations=nominations.get(cycle.pk, 0),
            nominators=kept[cycle.pk] if cycle.pk in kept else nominators.get(cycle.pk, 0),
            honoured=honoured.get(cycle.pk, 0),
            answers=answers[cycle.pk],
            fair=fair.get(cycle.pk),
            spent=spent[cycle.pk],
            open_actions=actions[cycle.pk],
        )
        for cycle in cycles
    ]


def _by_cycle(rows: QuerySet[Any], cycle: str, figure: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list(cycle).annotate(figure=figure))


def _kept_nominators(cycles: Sequence[Cycle]) -> dict[int, int]:
    """How many people had nominated where names have been removed since; no query where they never were."""
    ids = [cycle.pk for cycle in cycles if cycle.names_removed_at]
    if not ids:
        return {}
    return dict(KeptParticipation.objects.filter(cycle__in=ids).values_list("cycle", "nominators"))


def _shown(rows: QuerySet[Any], survey: str) -> QuerySet[Any]:
    """These rows without what an open survey has gathered here; ``brought`` tells what came by file (survey_figures)."""
    response = survey.removesuffix("survey")
    is_open = (
        Q(**{f"{survey}__opened_at__isnull": False, f"{response}imported_as": ""})
        & ~Q(**{f"{survey}__cycle__stage": Stage.CLOSED})
        & (Q(**{f"{survey}__closes_at__isnull": True}) | Q(**{f"{survey}__closes_at__gt": timezone.now()}))
    )
    brought = Case(When(**{f"{response}imported_as": ""}, then=Value(False)), default=Value(True))
    shown: QuerySet[Any] = rows.exclude(is_open).order_by().annotate(brought=brought)
    return shown


def _answers(ids: list[int]) -> dict[int, int]:
    counts = _shown(Response.objects.filter(survey__cycle__in=ids), "survey")
    found: dict[int, int] = defaultdict(int)
    for cycle, _audience, _brought, number in counts.values_list(
        "survey__cycle", "survey__audience", "brought"
    ).annotate(Count("pk")):
        found[cycle] += number if number >= FEWEST else 0
    return found


def _fair(ids: list[int]) -> dict[int, float]:
    answers = Answer.objects.filter(
        response__survey__cycle__in=ids, response__survey__audience=Audience.OTHERS, question__code=FAIR
    )
    rows = _shown(answers, "response__survey").values_list("response__survey__cycle", "brought")
    sums: dict[int, tuple[int, int]] = {}
    for cycle, _brought, total, number in rows.annotate(total=Sum("value"), number=Count("value")):
        if number >= FEWEST:
            before = sums.get(cycle, (0, 0))
            sums[cycle] = (before[0] + total, before[1] + number)
    return {cycle: total / number for cycle, (total, number) in sums.items()}


def _spent(ids: list[int]) -> dict[int, Decimal]:
    sent = Fulfilment.objects.filter(
        award__decision__cycle__in=ids, state__in=[FulfilmentState.ORDERED, FulfilmentState.GIVEN]
    ).annotate(paid=Coalesce("cost", F("reward__unit_cost")))
    found: dict[int, Decimal] = defaultdict(Decimal)
    for cycle, paid in sent.values_list("award__decision__cycle", "paid"):
        found[cycle] += paid
    return found


def _open_actions(ids: list[int]) -> dict[int, int]:
    """Counted where they are to be done: in the cycle that they were carried to, else in their own."""
    found: dict[int, int] = defaultdict(int)
    for own, carried in Action.objects.filter(done_at=None).values_list("cycle", "carried_to"):
        found[carried or own] += 1
    return found
