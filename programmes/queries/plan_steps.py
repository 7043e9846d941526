"""Where each step of a plan stands, in a word."""

from dataclasses import dataclass
from typing import Literal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.enums import CaseState, RulebookState
from programmes.queries.plan_state import PlanState


@dataclass(frozen=True)
class PlanStep:
    """One step of the plan. ``key`` is also the last part of its address."""

    key: str
    name: str
    word: str
    state: Literal["done", "now", "next", "blocked", "later"]


def plan_steps(plan: PlanState) -> list[PlanStep]:
    """The steps in their order, launch last. The first that nobody has begun is next, those after it are later."""
    known = [_objectives(plan), _options(plan), _rules(plan), _rewards(plan), _frequency(plan)]
    known += [_presentation(plan), _case(plan), _launch(plan)]
    steps: list[PlanStep] = []
    for step in known:
        if step.state == "next" and any(earlier.state == "next" for earlier in steps):
            steps.append(PlanStep(step.key, step.name, step.word, "later"))
        else:
            steps.append(step)
    return steps


def _objectives(plan: PlanState) -> PlanStep:
    if not plan.objectives:
        return PlanStep("objectives", _("Objectives"), _("None yet"), "next")
    word = ngettext("%(count)s objective", "%(count)s objectives", plan.objectives) % {"count": plan.objectives}
    return PlanStep("objectives", _("Objectives"), word, "done")


def _options(plan: PlanState) -> PlanStep:
    if plan.chosen:
        return PlanStep("options", _("Options"), _("Chosen"), "done")
    if not plan.options:
        return PlanStep("options", _("Options"), _("None yet"), "next")
    word = ngettext("%(count)s found, none chosen", "%(count)s found, none chosen", plan.options)
    return PlanStep("options", _("Options"), word % {"count": plan.options}, "now")


def _rules(plan: PlanState) -> PlanStep:
    if plan.published_version and plan.published_at:
        day = date_format(localtime(plan.published_at), "j F")
        word = _("Version %(version)s, published %(day)s") % {"version": plan.published_version, "day": day}
        return PlanStep("rules", _("Rules"), word, "done")
    if not plan.open_version:
        return PlanStep("rules", _("Rules"), _("Not written"), "next")
    return PlanStep("rules", _("Rules"), str(RulebookState(plan.open_version_state).label), "now")


def _rewards(plan: PlanState) -> PlanStep:
    if not plan.rewards:
        return PlanStep("rewards", _("Rewards"), _("None yet"), "next")
    word = ngettext("%(count)s reward", "%(count)s rewards", plan.rewards) % {"count": plan.rewards}
    return PlanStep("rewards", _("Rewards"), word, "done")


def _frequency(plan: PlanState) -> PlanStep:
    if plan.rrule:
        return PlanStep("frequency", _("Frequency"), _("Set"), "done")
    return PlanStep("frequency", _("Frequency"), _("Not set"), "next")


def _presentation(plan: PlanState) -> PlanStep:
    if plan.style:
        return PlanStep("presentation", _("Presentation"), _("Described"), "done")
    return PlanStep("presentation", _("Presentation"), _("Not described"), "next")


def _case(plan: PlanState) -> PlanStep:
    name = _("Business case")
    if not plan.case_state:
        return PlanStep("case", name, _("Not written"), "next")
    if plan.case_state == CaseState.APPROVED:
        if plan.case_decided_at is None:
            return PlanStep("case", name, _("Approved"), "done")
        day = date_format(localtime(plan.case_decided_at), "j F")
        return PlanStep("case", name, _("Approved %(day)s") % {"day": day}, "done")
    stuck = plan.case_state in {CaseState.CHANGES_REQUESTED, CaseState.REJECTED}
    return PlanStep("case", name, str(CaseState(plan.case_state).label), "blocked" if stuck else "now")


def _launch(plan: PlanState) -> PlanStep:
    if not plan.launch_tasks:
        return PlanStep("launch", _("Launch"), _("No tasks yet"), "next")
    word = _("%(done)s of %(all)s tasks") % {"done": plan.launch_done, "all": plan.launch_tasks}
    if plan.launch_done == plan.launch_tasks:
        return PlanStep("launch", _("Launch"), _("Done, %(word)s") % {"word": word}, "done")
    return PlanStep("launch", _("Launch"), word, "now")
