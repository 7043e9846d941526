from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.calculations.smart import Check, Facts, Lack, Letter, check
from programmes.enums import Aim
from programmes.models import Criterion, Objective, Programme
from programmes.plans.lines import ObjectiveLine

LETTERS: dict[Letter, Promise] = {
    "specific": gettext_lazy("Specific"),
    "measurable": gettext_lazy("Measurable"),
    "achievable": gettext_lazy("Achievable"),
    "relevant": gettext_lazy("Relevant"),
    "timed": gettext_lazy("Time-bound"),
}

QUESTIONS: dict[Lack, Promise] = {
    "empty": gettext_lazy("what should change, and for whom?"),
    "short": gettext_lazy("who or what changes, and how? Say it in a whole sentence."),
    "no-measure": gettext_lazy("which figure shows it?"),
    "no-figures": gettext_lazy("where does the figure stand today, and where should it be?"),
    "no-baseline": gettext_lazy("where does the figure stand today?"),
    "no-target": gettext_lazy("where should the figure be?"),
    "no-change": gettext_lazy("the target is what you have today."),
    "unknown": gettext_lazy("can be told once today’s figure and the target are there."),
    "no-strategy": gettext_lazy("which line of the strategy does it serve, or which KPI that you measure already?"),
    "no-date": gettext_lazy("by when?"),
    "past": gettext_lazy("the date has passed."),
    "no-figures-kept": gettext_lazy("no figures are kept under this name yet; import them under it."),
}


@dataclass(frozen=True)
class Sharp:
    """One letter of SMART for the page: its name, whether it is met (None: not yet to be told), and a question if not."""

    name: str
    met: bool | None
    question: str


def sharpness(objective: Objective | ObjectiveLine, kpis: Collection[str] = ()) -> list[Sharp]:
    """How far an objective is SMART (M1); shown beside it, never forbidden."""
    return [Sharp(str(LETTERS[each.letter]), each.met, _question(each)) for each in check(_facts(objective, kpis))]


def smart_gaps(objective: Objective | ObjectiveLine, kpis: Collection[str] = ()) -> list[str]:
    """What keeps an objective from being SMART, as questions to its author."""
    return [
        _("%(letter)s: %(question)s") % {"letter": each.name, "question": each.question}
        for each in sharpness(objective, kpis)
        if each.met is False
    ]


def missing_aims(programme: Programme) -> list[Aim]:
    """Of customer satisfaction and team motivation, those that no objective of this programme has (P5)."""
    present = set(programme.objectives.values_list("aim", flat=True))
    return [aim for aim in Aim if aim not in present]


def statements_by_code(programme: Programme) -> dict[str, str]:
    """What each objective of a programme says, by its code; one query."""
    return dict(programme.objectives.values_list("code", "statement"))


def unserved_objectives(programme: Programme) -> list[Objective]:
    """Objectives that no criterion of the newest rules serves; none while there is no criterion at all."""
    newest = programme.rulebooks.order_by("-version").values("pk")[:1]
    served = set(Criterion.objects.filter(rulebook__in=newest).values_list("objective", flat=True))
    if not served:
        return []
    return [objective for objective in programme.objectives.all() if objective.pk not in served]


def _facts(objective: Objective | ObjectiveLine, kpis: Collection[str]) -> Facts:
    return Facts(
        statement=objective.statement,
        measure=objective.measure,
        baseline=objective.baseline,
        target=objective.target,
        due=objective.due,
        strategy=objective.strategy,
        today=timezone.localdate(),
        kpis=kpis,
    )


def _question(each: Check) -> str:
    return str(QUESTIONS[each.lack]) if each.lack else ""
