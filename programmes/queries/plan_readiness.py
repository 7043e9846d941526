"""What a programme still lacks before it starts: what keeps it from starting, and what would be wise."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, Model, OuterRef
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from programmes.enums import CaseState, Kind, ProgrammeState, RulebookState
from programmes.models import Frequency, Objective, Presentation, Programme, Publicity, Reward, Rulebook
from programmes.queries.consultation_figures import flagged_criteria
from programmes.queries.plan_state import plan_state
from programmes.queries.plan_steps import PlanStep, plan_steps


@dataclass(frozen=True)
class Gap:
    """One thing that a programme lacks: the step of the plan, in words, and where it is done.

    A ``blocking`` one keeps the programme from starting, unless somebody gives a reason; the others are advice.
    """

    step: str
    words: str
    url: str
    blocking: bool = True


# Each step of a plan and the name of its page.
PAGES = {
    "identity": "programmes:identity",
    "objectives": "programmes:objectives",
    "options": "programmes:options",
    "rules": "programmes:rules",
    "rewards": "programmes:rewards",
    "frequency": "programmes:frequency",
    "presentation": "programmes:presentation",
    "case": "programmes:case",
    "launch": "programmes:launch",
}

# The points of STANDARD.md that each step answers for, as the readiness page names them.
CODES = {
    "identity": "E4",
    "objectives": "M1",
    "options": "P1, P2, P3",
    "rules": "E5a, E5d",
    "rewards": "E5b",
    "frequency": "E5c",
    "presentation": "E5e",
    "case": "E6",
    "launch": "P7, M3",
}


@dataclass(frozen=True)
class Part:
    """One step on the readiness page: what it holds so far, which points it answers for, and its gaps."""

    key: str
    name: str
    word: str
    codes: str
    url: str
    gaps: tuple[Gap, ...]

    @property
    def state(self) -> str:
        """missing, advised or done."""
        if any(gap.blocking for gap in self.gaps):
            return "missing"
        return "advised" if self.gaps else "done"


@dataclass(frozen=True)
class Readiness:
    """Everything that is there and that is not, step by step."""

    parts: tuple[Part, ...]

    @property
    def blocking(self) -> list[Gap]:
        """What keeps the programme from starting."""
        return [gap for part in self.parts for gap in part.gaps if gap.blocking]

    @property
    def advised(self) -> list[Gap]:
        """What would be wise."""
        return [gap for part in self.parts for gap in part.gaps if not gap.blocking]

    @property
    def approved(self) -> bool:
        """Whether somebody with the say has approved it (E6)."""
        return all(gap.step != "case" for gap in self.blocking)


def readiness_of(programme: Programme) -> Readiness:
    """The readiness page: every step with what it holds and lacks, in the order of the rail, and who manages it."""
    gaps = [*missing_to_start(programme), *advice_for(programme)]
    steps = [PlanStep("identity", _("About"), ", ".join(_kinds(programme)), "done"), *plan_steps(plan_state(programme))]
    parts = [
        Part(
            key=step.key,
            name=step.name,
            word=step.word,
            codes=CODES[step.key],
            url=reverse(PAGES[step.key], args=[programme.slug]),
            gaps=tuple(gap for gap in gaps if gap.step == step.key),
        )
        for step in steps
    ]
    return Readiness(tuple(parts))


def _kinds(programme: Programme) -> list[str]:
    return [str(Kind(kind).label) for kind in programme.kinds]


def gap(programme: Programme, step: str, words: str, *, blocking: bool = True) -> Gap:
    """A gap that is closed on the page of its step."""
    return Gap(step, words, reverse(PAGES[step], args=[programme.slug]), blocking)


def missing_to_start(programme: Programme) -> list[Gap]:
    """What keeps this programme from starting: the details of its plan (E5a to E5e) and its business case (E6)."""
    return [gap(programme, step, words) for step, words in [*_details(programme), *_approval(programme)]]


def advice_for(programme: Programme) -> list[Gap]:
    """What would be wise before it starts, none of it blocking: the functions of settings.PLAN_ADVICE, one after another.

    Each takes the programme and returns gaps with a step of PAGES.
    """
    return [found for path in settings.PLAN_ADVICE for found in import_string(path)(programme)]


def is_approved(programme: Programme) -> bool:
    """Whether a business case has been approved or an informal approval recorded (E6)."""
    return programme.business_cases.filter(state=CaseState.APPROVED).exists()


def not_started(programme: Programme) -> bool:
    """Whether it has never run."""
    return programme.state not in {ProgrammeState.RUNNING, ProgrammeState.RETIRED}


def _there(programme: Programme) -> dict[str, bool]:
    """Which parts of the plan are there at all; one query."""
    managers = programme.managers.through.objects.filter(programme=OuterRef("pk"), user__is_active=True)
    parts: dict[str, type[Model]] = {
        "objectives": Objective,
        "rewards": Reward,
        "frequency": Frequency,
        "presentation": Presentation,
        "publicity": Publicity,
    }
    there = {name: Exists(model._default_manager.filter(programme=OuterRef("pk"))) for name, model in parts.items()}
    found = Programme.objects.filter(pk=programme.pk).annotate(
        **{f"has_{name}": asked for name, asked in {"managers": Exists(managers), **there}.items()}
    )
    row = found.values(*(f"has_{name}" for name in ("managers", *parts))).get()
    return {name: row[f"has_{name}"] for name in ("managers", *parts)}


def _details(programme: Programme) -> list[tuple[str, str]]:
    gaps = []
    there = _there(programme)
    if not there["managers"]:
        gaps.append(("identity", _("Nobody manages it: name at least one manager.")))
    if not there["objectives"]:
        gaps.append(("objectives", _("It has no objective: say what should change and how you will know.")))
    published = programme.rulebooks.filter(state=RulebookState.PUBLISHED).first()
    if published is None:
        gaps.append(("rules", _("The criteria and the judging procedure are not published yet.")))
    else:
        gaps += [("rules", words) for words in _unfair(published)]
    if not there["rewards"]:
        gaps.append(("rewards", _("It does not say what the award is.")))
    if not there["frequency"]:
        gaps.append(("frequency", _("It does not say how often it runs.")))
    if not there["presentation"]:
        gaps.append(("presentation", _("It does not say how the award is presented.")))
    if not there["publicity"]:
        gaps.append(("presentation", _("It does not say how it is publicised.")))
    return gaps


def _unfair(rulebook: Rulebook) -> list[str]:
    return [
        _("Only %(percent)s%% find “%(title)s” fair: reply to them, or change it in the next version.")
        % {"percent": flag.fair.percent, "title": flag.title}
        for flag in flagged_criteria(rulebook)
    ]


def _approval(programme: Programme) -> list[tuple[str, str]]:
    states = set(programme.business_cases.values_list("state", flat=True))
    if CaseState.APPROVED in states:
        return []
    if CaseState.PROPOSED in states:
        return [("case", _("Nobody has approved it yet: the business case waits for its answer."))]
    return [("case", _("Nobody has approved it: propose a business case, or record an informal approval."))]
