"""Business cases on their way: one that waits for its answer, one that develops what was approved, and a path half walked."""

from dataclasses import replace
from decimal import Decimal

from accounts.models import User
from programmes.models import Programme
from programmes.plans.lines import BenefitLine, CaseLine, CostLine, RiskLine, StaffTime
from programmes.queries.library import library
from programmes.queries.plans import case_line
from programmes.services.approval import propose_case
from programmes.services.business_case import change_case, draft_case
from programmes.services.guided_path import walk_on
from programmes.services.options import choose_option
from programmes.services.templates import start_from_template

DEVELOPED = "A second category would let the crews win that work together, and nights get a judge of their own."


def seed_cases(programmes: dict[str, Programme], cast: dict[str, User]) -> list[Programme]:
    """Returns the programmes that were begun and do not run yet."""
    _develop(programmes["service-stars"], cast["maya"])
    return [_proposed(cast), _half_way(cast["maya"])]


def _develop(programme: Programme, maya: User) -> None:
    """The next version of a case that was approved, as a draft with what two years have taught."""
    draft = draft_case(programme=programme, actor=maya)
    change_case(case=draft, content=_what_two_years_taught(case_line(draft)), actor=maya)


def _what_two_years_taught(content: CaseLine) -> CaseLine:
    kept = tuple(line for line in content.costs if "Training" not in line.title)
    costs = tuple(
        replace(line, high=line.high + 400, said_by="Two years’ time sheets") if "Managing" in line.title else line
        for line in kept
    )
    nights = StaffTime(Decimal(18), Decimal(24), Decimal(30), people=2, hourly_rate=Decimal("27.40"))
    benefits = tuple(
        replace(line, central=Decimal(3200), high=Decimal(9600), said_by="Leavers, two years before and after; HR")
        if "leavers" in line.title
        else line
        for line in content.benefits
    )
    pride = BenefitLine(
        "Crews are seen", Decimal(0), Decimal(0), Decimal(0), aim="team_motivation",
        in_words="Night and field crews had 4 of 100 nominations; they ask for a place of their own.",
    )  # fmt: skip
    return replace(
        content,
        summary=f"{content.summary} {DEVELOPED}",
        costs=(
            *costs,
            CostLine.of_staff("A judge from nights and one from the field", nights, said_by="Payroll, 2026"),
        ),
        benefits=(*benefits, pride),
        risks=(
            *content.risks,
            RiskLine("Two categories split few stories", 2, 3, "Joined again if either has fewer than six"),
        ),
    )


def _proposed(cast: dict[str, User]) -> Programme:
    """An award for trainees, whose case waits for two people, either of whom may approve it."""
    maya = cast["maya"]
    programme = start_from_template(
        template=library()["trainee-of-the-year"], title="Trainee of the Year", slug="trainee-of-the-year", actor=maya
    )
    rationale = "It serves both aims best, and mentors asked for it. The examination prize rewards marks, not service."
    choose_option(programme=programme, code="trainee-award", rationale=rationale, actor=maya)
    for screen in ("about", "objectives", "who", "rewards", "when", "ready"):
        walk_on(programme=programme, screen=screen)
    case = programme.business_cases.select_related("programme").get()
    propose_case(case=case, approvers=[cast["ngozi"], cast["sian"]], actor=maya, approval_rule="any")
    return programme


def _half_way(maya: User) -> Programme:
    """Begun from a template and left in the middle of the guided path."""
    programme = start_from_template(
        template=library()["service-improvement-idea"], title="Better Service Ideas", slug="better-ideas", actor=maya
    )
    for screen in ("about", "objectives"):
        walk_on(programme=programme, screen=screen)
    return programme
