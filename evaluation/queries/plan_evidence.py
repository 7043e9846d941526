"""What one programme's plan can prove of the standard: each point of planning and launching with its state and its proof.

The evidence pack of a cycle (``evidence.py``) tells the same points of a cycle that ran; this page serves a programme from
its first draft on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.library import standard
from evaluation.models import Action, Review
from judging.models import Result, Seat
from nominations.models import Nomination
from programmes.enums import OPENED_STAGES, Aim, CaseState, LaunchKind, OptionSource, PlannedState, RulebookState, Stage
from programmes.models import (
    BenefitLine,
    BusinessCase,
    Category,
    CostLine,
    Criterion,
    Cycle,
    EligibilityRule,
    Frequency,
    LaunchTask,
    Level,
    Objective,
    Option,
    OptionChoice,
    OptionScore,
    PlannedMessage,
    Presentation,
    Programme,
    Publicity,
    Reward,
    Rulebook,
)

PUBLISHED = RulebookState.PUBLISHED


@dataclass(frozen=True)
class PlanFact:
    """A kind of thing that a programme holds: what it is, how many there are, and the page that shows them."""

    what: str
    count: int
    url: str


@dataclass(frozen=True)
class PlanPoint:
    """A point of the standard with the facts that prove it."""

    code: str
    text: str
    facts: tuple[PlanFact, ...]

    @property
    def shown(self) -> bool:
        """Whether every fact is there."""
        return all(fact.count for fact in self.facts)

    @property
    def begun(self) -> bool:
        """Whether some fact is there."""
        return any(fact.count for fact in self.facts)


@dataclass(frozen=True)
class _Kind:
    """How a fact is counted: a query that follows the outer programme, what it is called, and the name of its page."""

    what: Callable[[], str]
    rows: QuerySet[Any]
    page: str


def plan_evidence(programme: Programme) -> list[PlanPoint]:
    """The points of planning and launching (P1 to P9, E4 to E6, M1 to M3, M6 to M9), in the standard's order.

    Two queries, however much the plan holds.
    """
    facts = _facts(programme)
    texts = {point.code: point.text for point in standard()}
    return [PlanPoint(code, texts[code], tuple(facts[name] for name in names)) for code, names in POINTS.items()]


def _facts(programme: Programme) -> dict[str, PlanFact]:
    kinds = _kinds()
    counts = {f"n_{name}": _counted(kind.rows) for name, kind in kinds.items()}
    counted: Any = Programme.objects.filter(pk=programme.pk).values(**counts).get()
    newest = programme.cycles.exclude(stage=Stage.CANCELLED).order_by("-opens_at").first()
    facts = {
        name: PlanFact(kind.what(), counted[f"n_{name}"], _url(programme, kind.page, newest))
        for name, kind in kinds.items()
    }
    of_the_page = int(programme.public and bool(programme.commitment))
    facts["kinds"] = PlanFact(_("Kinds of award it is"), len(programme.kinds), _url(programme, "identity"))
    facts["promise"] = PlanFact(_("Public page with a promise to customers"), of_the_page, _url(programme, "public"))
    return facts


def _counted(rows: QuerySet[Any]) -> Coalesce:
    counts = rows.order_by().annotate(of_=F("programme_")).values("of_").annotate(many_=Count("pk")).values("many_")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _url(programme: Programme, page: str, newest: Cycle | None = None) -> str:
    """A page of the plan by its name alone; one of the newest cycle with its room before it, such as judging:results."""
    if ":" not in page:
        return reverse(f"programmes:{page}", args=[programme.slug])
    if newest is None:
        return reverse("programmes:overview", args=[programme.slug])
    return reverse(page, args=[programme.slug, newest.name])


def _of(rows: QuerySet[Any], path: str = "programme") -> QuerySet[Any]:
    """Rows of the outer query's programme, which ``path`` leads to; the programme is at hand as ``programme_``."""
    found: QuerySet[Any] = rows.annotate(programme_=F(path)).filter(programme_=OuterRef("pk"))
    return found


def _kinds() -> dict[str, _Kind]:
    return {**_kinds_of_choosing(), **_kinds_of_the_award(), **_kinds_of_the_case(), **_kinds_of_the_run()}


def _kinds_of_choosing() -> dict[str, _Kind]:
    options, objectives = _of(Option.objects.all()), _of(Objective.objects.all())
    weighed = options.exclude(benefits="").exclude(drawbacks="")
    smart = objectives.exclude(measure="").filter(target__isnull=False, due__isnull=False)
    return {
        "inside": _Kind(lambda: _("Options from inside"), options.filter(source=OptionSource.INSIDE), "options"),
        "outside": _Kind(lambda: _("Options from outside"), options.filter(source=OptionSource.OUTSIDE), "options"),
        "weighed": _Kind(lambda: _("Options with benefits and drawbacks"), weighed, "options"),
        "scores": _Kind(
            lambda: _("Scores of options by objective"),
            _of(OptionScore.objects.all(), "option__programme"),
            "options",
        ),
        "choice": _Kind(
            lambda: _("Choice with its reason"), _of(OptionChoice.objects.exclude(rationale="")), "options"
        ),
        "for_customers": _Kind(
            lambda: _("Objectives for customers"), objectives.filter(aim=Aim.CUSTOMER_SATISFACTION), "objectives"
        ),
        "for_teams": _Kind(lambda: _("Objectives for teams"), objectives.filter(aim=Aim.TEAM_MOTIVATION), "objectives"),
        "smart": _Kind(lambda: _("Objectives with measure, target and date"), smart, "objectives"),
    }


def _kinds_of_the_award() -> dict[str, _Kind]:
    rules = _of(Rulebook.objects.filter(published_at__isnull=False))
    criteria = _of(Criterion.objects.filter(rulebook__state=PUBLISHED), "rulebook__programme")
    levels = _of(Level.objects.filter(criterion__rulebook__state=PUBLISHED), "criterion__rulebook__programme")
    categories = _of(Category.objects.filter(rulebook__state=PUBLISHED), "rulebook__programme")
    checks = _of(EligibilityRule.objects.filter(rulebook__state=PUBLISHED), "rulebook__programme")
    rewards = _of(Reward.objects.all())
    return {
        "rules": _Kind(lambda: _("Published versions of the rules"), rules, "rules"),
        "criteria": _Kind(lambda: _("Published criteria"), criteria, "rules"),
        "levels": _Kind(lambda: _("Scores put into words"), levels, "rules"),
        "categories": _Kind(lambda: _("Categories"), categories, "rules"),
        "eligibility": _Kind(lambda: _("Rules of eligibility that are checked"), checks, "rules"),
        "rewards": _Kind(lambda: _("Rewards"), rewards, "rewards"),
        "beyond_money": _Kind(lambda: _("Rewards beyond money"), rewards.filter(money=False), "rewards"),
        "frequency": _Kind(lambda: _("Rule of how often"), _of(Frequency.objects.all()), "frequency"),
        "presentation": _Kind(lambda: _("Way of presenting"), _of(Presentation.objects.all()), "presentation"),
        "publicity": _Kind(lambda: _("Channels of publicity"), _of(Publicity.objects.all()), "presentation"),
    }


def _kinds_of_the_case() -> dict[str, _Kind]:
    costs = _of(CostLine.objects.all(), "case__programme")
    benefits = _of(BenefitLine.objects.all(), "case__programme")
    approved = _of(BusinessCase.objects.filter(state=CaseState.APPROVED))
    customers, teams = Q(aim=Aim.CUSTOMER_SATISFACTION), Q(aim=Aim.TEAM_MOTIVATION)
    return {
        "costs": _Kind(lambda: _("Costs"), costs, "case"),
        "benefits_customers": _Kind(lambda: _("Benefits for customers"), benefits.filter(customers), "case"),
        "benefits_teams": _Kind(lambda: _("Benefits for teams"), benefits.filter(teams), "case"),
        "approved": _Kind(lambda: _("Approvals"), approved, "case"),
    }


def _kinds_of_the_run() -> dict[str, _Kind]:
    tasks = _of(LaunchTask.objects.all())
    done = tasks.filter(done_at__isnull=False)
    sent = _of(PlannedMessage.objects.filter(state=PlannedState.SENT))
    opened = _of(Cycle.objects.filter(stage__in=OPENED_STAGES))
    return {
        "tasks_done": _Kind(lambda: _("Launch tasks done"), done, "launch"),
        "tasks_owned": _Kind(lambda: _("Launch tasks with owner and date"), tasks.exclude(owner=None), "launch"),
        "messages": _Kind(lambda: _("Launch messages sent"), sent, "launch_messages"),
        "training": _Kind(lambda: _("Training planned"), tasks.filter(kind=LaunchKind.TRAINING), "launch"),
        "endorsement": _Kind(
            lambda: _("Endorsement by leaders planned"), tasks.filter(kind=LaunchKind.ENDORSEMENT), "launch"
        ),
        "pilot": _Kind(lambda: _("Pilot planned"), tasks.filter(kind=LaunchKind.PILOT), "launch"),
        "cycles": _Kind(lambda: _("Cycles opened"), opened, "overview"),
        "nominations": _Kind(
            lambda: _("Nominations received"),
            _of(Nomination.objects.filter(submitted_at__isnull=False), "cycle__programme"),
            "nominations:queue",
        ),
        "judges": _Kind(
            lambda: _("Judges seated"), _of(Seat.objects.all(), "panel__cycle__programme"), "judging:seats"
        ),
        "results": _Kind(
            lambda: _("Results computed"), _of(Result.objects.all(), "cycle__programme"), "judging:results"
        ),
        "conclusions": _Kind(
            lambda: _("Cycles evaluated in the manager’s words"),
            _of(Review.objects.exclude(conclusion=""), "cycle__programme"),
            "evaluation:evaluate",
        ),
        "actions": _Kind(
            lambda: _("Improvements carried on"), _of(Action.objects.all(), "cycle__programme"), "evaluation:evaluate"
        ),
    }


# The points of this page in the standard's order, each with the facts that prove it.
POINTS: dict[str, tuple[str, ...]] = {
    "P1": ("inside", "outside"),
    "P2": ("weighed", "scores"),
    "P3": ("for_customers", "for_teams", "choice"),
    "P4": ("rules", "rewards", "frequency", "presentation", "publicity"),
    "P5": ("costs", "benefits_customers", "benefits_teams"),
    "P6": ("approved",),
    "P7": ("tasks_done", "messages"),
    "P8": ("rules", "criteria", "levels"),
    "P9": ("promise", "publicity"),
    "E4": ("kinds", "cycles"),
    "E5a": ("criteria",),
    "E5b": ("rewards",),
    "E5c": ("frequency",),
    "E5d": ("rules",),
    "E5e": ("presentation", "publicity"),
    "E6": ("approved",),
    "M1": ("smart",),
    "M2": ("categories", "eligibility", "rules"),
    "M3": ("publicity", "training", "tasks_owned"),
    "M6": ("endorsement", "pilot", "nominations"),
    "M7": ("categories", "judges", "results"),
    "M8": ("beyond_money",),
    "M9": ("frequency", "conclusions", "actions"),
}
