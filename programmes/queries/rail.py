"""The rail of a manager's page: the programme's life, each step with where it stands."""

from dataclasses import dataclass, field, replace
from typing import Literal

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from programmes.enums import Stage
from programmes.models import Cycle, Programme
from programmes.queries.plan_state import plan_state
from programmes.queries.plan_steps import PlanStep, plan_steps

State = Literal["done", "now", "next", "blocked", "later"]

# The steps of a cycle in their order, whichever room brings them.
CYCLE_STEPS_IN_ORDER = ("overview", "nominations", "judging", "results", "announce", "evaluate")

# How many cycles the rail of a plan page names.
CYCLES_SHOWN = 4


@dataclass(frozen=True)
class RailStep:
    """One step: its name, a word on where it stands, its state (an icon and a colour), its page, and whether one is on it."""

    name: str
    word: str
    state: State
    url: str
    current: bool = False
    key: str = ""


@dataclass(frozen=True)
class RailGroup:
    """Steps under one label; the label of the first group is empty while a cycle is shown."""

    label: str
    steps: list[RailStep] = field(default_factory=list)


@dataclass(frozen=True)
class RailLink:
    """A page beside the steps."""

    name: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Rail:
    """What stands left of a manager's page. ``fold_words`` names the step one is on, for the folded rail of a phone."""

    title: str
    url: str
    groups: list[RailGroup]
    links: list[RailLink]
    fold_words: str = ""


def rail_for(
    *, programme: Programme, user: User | AnonymousUser, cycle: Cycle | None = None, current: str = ""
) -> Rail:
    """The rail of this programme, with ``current`` (a step's key) marked.

    On a plan page it has every step of the plan and the newest cycles; on a cycle's page the plan in two lines and the
    cycle's steps, which the rooms of settings.CYCLE_RAIL bring. Two queries, and those of the rooms.
    """
    overview = reverse("programmes:overview", args=[programme.slug])
    steps = plan_steps(plan_state(programme))
    if cycle is None:
        groups = [RailGroup(_("Plan"), [_of_the_plan(step, overview) for step in steps]), *_newest_cycles(programme)]
    else:
        groups = [RailGroup("", _plan_in_short(steps, overview)), RailGroup(cycle.known_as, _steps_of(cycle))]
    marked = [replace(group, steps=[_marked(step, current) for step in group.steps]) for group in groups]
    return Rail(
        title=programme.title,
        url=overview,
        fold_words=next((step.name for group in marked for step in group.steps if step.current), ""),
        groups=marked,
        links=_links(programme, current),
    )


def _links(programme: Programme, current: str) -> list[RailLink]:
    """The pages beside the steps: what it is, what it taught, what was done."""
    slug = programme.slug
    return [
        RailLink(_("About the programme"), reverse("programmes:identity", args=[slug]), current == "identity"),
        RailLink(_("Project plan"), reverse("programmes:project_plan", args=[slug]), current == "project_plan"),
        RailLink(_("Law and fairness"), reverse("programmes:check_points", args=[slug]), current == "check_points"),
        RailLink(_("Public page"), reverse("programmes:public", args=[slug])),
        RailLink(_("Publicity kit"), reverse("programmes:kit", args=[slug]), current == "kit"),
        RailLink(_("Reflective log"), reverse("evaluation:log", args=[slug]), current == "log"),
        RailLink(_("Audit trail"), f"{reverse('audit:trail')}?place={slug}"),
    ]


def _marked(step: RailStep, current: str) -> RailStep:
    return replace(step, current=bool(current) and step.key == current)


def _of_the_plan(step: PlanStep, overview: str) -> RailStep:
    return RailStep(name=step.name, word=step.word, state=step.state, url=f"{overview}{step.key}/", key=step.key)


def _plan_in_short(steps: list[PlanStep], overview: str) -> list[RailStep]:
    launch = steps[-1]
    undone = [step for step in steps[:-1] if step.state != "done"]
    if not undone:
        plan = RailStep(_("Plan"), _("Done"), "done", overview, key="plan")
    elif len(undone) == 1:
        plan = RailStep(_("Plan"), f"{undone[0].name}: {undone[0].word}", "now", overview, key="plan")
    else:
        word = _("%(left)s of %(all)s steps left") % {"left": len(undone), "all": len(steps) - 1}
        plan = RailStep(_("Plan"), word, "now", overview, key="plan")
    return [plan, _of_the_plan(launch, overview)]


def _newest_cycles(programme: Programme) -> list[RailGroup]:
    cycles = programme.cycles.exclude(stage=Stage.CANCELLED)[:CYCLES_SHOWN]
    steps = [
        RailStep(
            name=cycle.known_as,
            word=str(Stage(cycle.stage).label),
            state=_state_of(cycle),
            url=reverse("programmes:cycle", args=[programme.slug, cycle.name]),
        )
        for cycle in cycles
    ]
    return [RailGroup(_("Cycles"), steps)] if steps else []


def _state_of(cycle: Cycle) -> State:
    if cycle.stage == Stage.PLANNED:
        return "later"
    return "done" if cycle.stage in {Stage.CLOSED, Stage.CANCELLED} else "now"


def _steps_of(cycle: Cycle) -> list[RailStep]:
    overview = RailStep(
        name=_("Overview"),
        word=str(Stage(cycle.stage).label),
        state=_state_of(cycle),
        url=reverse("programmes:cycle", args=[cycle.programme.slug, cycle.name]),
        key="overview",
    )
    brought = [RailStep(**step) for path in settings.CYCLE_RAIL for step in import_string(path)(cycle)]
    return sorted([overview, *brought], key=lambda step: CYCLE_STEPS_IN_ORDER.index(step.key))
