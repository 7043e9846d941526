"""The guided path: from a template to a programme that can start, one short screen after another, each saved."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from programmes.enums import PathScreen, RulebookState
from programmes.forms import guided_path as asked
from programmes.forms.rows import RowFormSet
from programmes.models import Programme, Rulebook
from programmes.plans import lines
from programmes.plans.writing import plain_number
from programmes.queries import plans
from programmes.queries.guided_path import screen_url, screens
from programmes.queries.plan_readiness import not_started, readiness_of
from programmes.services.guided_path import walk_on
from programmes.services.objectives import save_objectives
from programmes.services.plan_frequency import save_frequency
from programmes.services.presentation import save_presentation
from programmes.services.programmes import change_programme
from programmes.services.rewards import save_rewards
from programmes.services.rulebooks import change_rules
from programmes.views.plan_page import PlanPage, open_plan


@dataclass
class Questions:
    """What one screen asks and how its answers are kept. ``lists`` are formsets by their heading."""

    form: forms.BaseForm | None = None
    lists: dict[str, RowFormSet] = field(default_factory=dict)
    save: Callable[[], object] = bool

    def are_answered(self) -> bool:
        """Every part is checked, so that every fault is shown at once."""
        parts: list[Any] = [*([self.form] if self.form is not None else []), *self.lists.values()]
        checked = [part.is_valid() for part in parts]
        return all(checked)


@login_required
def screen(request: HttpRequest, slug: str, screen: str) -> HttpResponse:
    """One screen; its answers are saved in the plan, and the next one follows. A programme that runs has no path."""
    page = open_plan(request, slug, "")
    if screen not in PathScreen.values:
        raise Http404
    if not not_started(page.programme):
        return redirect("programmes:overview", slug=slug)
    questions = SCREENS[screen](page, request.POST or None)
    if request.method == "POST" and questions.are_answered():
        with transaction.atomic():
            questions.save()
            following = walk_on(programme=page.programme, screen=screen)
        if "leave" in request.POST:
            messages.success(request, _("Saved. The overview leads you back to where you left."))
            return redirect("programmes:overview", slug=slug)
        return redirect(f"{screen_url(page.programme, following)}{'#ready' if following == screen else ''}")
    return render(request, "programmes/guided_path.html", _context(page, screen, questions))


def _context(page: PlanPage, screen: str, questions: Questions) -> dict[str, Any]:
    order = PathScreen.values
    here = order.index(screen)
    last = here + 1 == len(order)
    return {
        "programme": page.programme,
        "here": "manage",
        "screen": screen,
        "steps": screens(page.programme, screen),
        "number": here + 2,
        "back": screen_url(page.programme, order[here - 1]) if here else "",
        "form": questions.form,
        "lists": questions.lists,
        "following": "" if last else PathScreen(order[here + 1]).label,
        "readiness": readiness_of(page.programme) if last else None,
    }


def _about(page: PlanPage, data: Any) -> Questions:
    stored = plans.identity_of(page.programme)
    form = asked.AboutForm(data, initial=asdict(stored))
    return Questions(
        form=form,
        save=lambda: change_programme(programme=page.programme, identity=form.line(stored), actor=page.user),
    )


def _objectives(page: PlanPage, data: Any) -> Questions:
    stored = [plans.objective_line(row) for row in page.programme.objectives.all()]
    rows = asked.ObjectiveRowSet(data, initial=asked.as_initial(stored), prefix="objectives")

    def save() -> None:
        objectives = asked.overlaid(stored, rows.lines(), "code", lines.ObjectiveLine)
        save_objectives(programme=page.programme, objectives=objectives, actor=page.user)

    return Questions(lists={"": rows}, save=save)


def _who(page: PlanPage, data: Any) -> Questions:
    """Categories and criteria of a draft; nothing is asked of rules that are published or consulted on."""
    rulebook = _draft(page.programme)
    if rulebook is None:
        return Questions()
    rules = plans.rules_of(rulebook)
    categories = asked.CategoryRowSet(data, initial=asked.as_initial(rules.categories), prefix="categories")
    lists: dict[str, RowFormSet] = {_("What can be won, and by whom"): categories}
    even = all(len(set(line.weights.values())) == 1 for line in rules.criteria)
    if even:  # a criterion that counts differently by category is edited with the rules
        initial = [
            {
                "code": line.code,
                "title": line.title,
                "meaning": line.meaning,
                "weight": plain_number(min(line.weights.values())),
            }
            for line in rules.criteria
        ]
        lists[_("What judges look for")] = asked.CriterionRowsOf100(data, initial=initial, prefix="criteria")

    def save() -> None:
        kept = asked.overlaid(rules.categories, categories.lines(), "code", lines.CategoryLine)
        codes = {line.code for line in kept}
        criteria = _weighted(rules.criteria, lists[_("What judges look for")].lines()) if even else rules.criteria
        criteria = tuple(
            replace(line, weights={code: weight for code, weight in line.weights.items() if code in codes})
            for line in criteria
        )
        change_rules(rulebook=rulebook, rules=replace(rules, categories=kept, criteria=criteria), actor=page.user)

    return Questions(lists=lists, save=save)


def _draft(programme: Programme) -> Rulebook | None:
    newest = plans.newest_rulebook(programme)
    return newest if newest is not None and newest.state == RulebookState.DRAFT else None


def _weighted(
    stored: tuple[lines.CriterionLine, ...], answers: list[dict[str, Any]]
) -> tuple[lines.CriterionLine, ...]:
    known = {line.code: line for line in stored}
    return tuple(
        replace(
            known[answer["code"]],
            title=answer["title"],
            meaning=answer["meaning"],
            weights=dict.fromkeys(known[answer["code"]].weights, answer["weight"]),
        )
        for answer in answers
        if answer["code"] in known
    )


def _rewards(page: PlanPage, data: Any) -> Questions:
    stored = plans.rewards_of(page.programme)
    rows = asked.RewardRowSet(data, initial=asked.as_initial(stored), prefix="rewards")

    def save() -> None:
        rewards = asked.overlaid(stored, rows.lines(), "pk", lines.RewardLine)
        save_rewards(programme=page.programme, rewards=rewards, actor=page.user)

    return Questions(lists={"": rows}, save=save)


def _when(page: PlanPage, data: Any) -> Questions:
    stored = plans.frequency_of(page.programme)
    form = asked.WhenForm(data, initial=asdict(stored) if stored else {"nominate_days": 21, "judge_days": 10})
    return Questions(
        form=form,
        save=lambda: save_frequency(programme=page.programme, frequency=form.line(stored), actor=page.user),
    )


def _ready(page: PlanPage, data: Any) -> Questions:
    stored = plans.presentation_of(page.programme)
    form = asked.PresentationForm(data, initial=asdict(stored) if stored else {})
    return Questions(
        form=form,
        save=lambda: save_presentation(programme=page.programme, presentation=form.line(stored), actor=page.user),
    )


SCREENS: dict[str, Callable[[PlanPage, Any], Questions]] = {
    PathScreen.ABOUT: _about,
    PathScreen.OBJECTIVES: _objectives,
    PathScreen.WHO: _who,
    PathScreen.REWARDS: _rewards,
    PathScreen.WHEN: _when,
    PathScreen.READY: _ready,
}
