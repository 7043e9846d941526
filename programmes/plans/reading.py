"""A programme file as a plan. Every problem is named at once, by line and by the path of its key."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

import yaml

from accounts.validators import validate_colour
from intake.problems import BadFile, Problem
from programmes.enums import Aim, Kind, OptionSource, RewardKind
from programmes.plans import lines
from programmes.plans.case_reading import case
from programmes.plans.documents import lines_of
from programmes.plans.launch_reading import check_launch, launch, message, pilot_teams
from programmes.plans.outward_reading import frequency, presentation, publicity, reward
from programmes.plans.places import MONEY, Place, optional
from programmes.plans.question_gaps import question_gaps
from programmes.plans.rule_gaps import WHOLE, unknown_ties, weight_sums
from programmes.plans.rule_reading import category, criterion, eligibility, question
from programmes.plans.rule_reading import judging as read_judging
from programmes.plans.scheme_reading import check_point, culture, responsibility

FIGURE = (Decimal(-999999999), Decimal(999999999), 3)
REQUIRED = ("slug", "title", "purpose", "kinds", "managers", "categories", "criteria", "judging")
OPTIONAL = (
    "public", "accent", "commitment", "promised_by", "question", "invitation",
    "objectives", "options", "choice", "eligibility", "questions", "change_note",
    "rewards", "frequency", "presentation", "publicity", "business_case", "launch",
    "messages", "pilot_teams", "track_opens", "second_look", "responsibilities", "check_points",
)  # fmt: skip


def read_plan(root: yaml.Node) -> lines.Plan:
    """The plan that a document holds. Raises BadFile naming every wrong place."""
    problems: list[Problem] = []
    top = Place(root, "", problems)
    places = top.keys(required=REQUIRED, optional=OPTIONAL)
    if problems and not places:
        raise BadFile(problems)
    plan = _plan(places) if not any(problem.message == "is missing" for problem in problems) else None
    if plan is not None and not problems:
        _check_names(plan, places)
        _check_rules(plan, places)
        check_launch(plan, places)
    if problems or plan is None:
        raise BadFile(problems)
    return replace(plan, where=lines_of(root))


def _plan(places: dict[str, Place]) -> lines.Plan:
    no_checks: tuple[lines.EligibilityLine, ...] = ()
    eligible = optional(places, "eligibility", lambda place: place.each(eligibility), no_checks)
    return lines.Plan(
        slug=places["slug"].code(50),
        identity=_identity(places),
        managers=places["managers"].each(lambda place: place.text(254).lower()),
        objectives=optional(places, "objectives", lambda place: place.each(objective), ()),
        options=optional(places, "options", lambda place: place.each(option), ()),
        choice=optional(places, "choice", choice, None),
        rules=lines.RulesLine(
            categories=places["categories"].each(category),
            criteria=places["criteria"].each(criterion),
            eligibility=eligible,
            judging=read_judging(places["judging"]),
            questions=optional(places, "questions", lambda place: place.each(question), ()),
        ),
        change_note=optional(places, "change_note", Place.text, ""),
        rewards=optional(places, "rewards", lambda place: place.each(reward), ()),
        frequency=optional(places, "frequency", frequency, None),
        presentation=optional(places, "presentation", presentation, None),
        publicity=optional(places, "publicity", lambda place: place.each(publicity), ()),
        case=optional(places, "business_case", case, None),
        launch=optional(places, "launch", lambda place: place.each(launch), ()),
        responsibilities=optional(places, "responsibilities", lambda place: place.each(responsibility), ()),
        check_points=optional(places, "check_points", lambda place: place.each(check_point), ()),
        messages=optional(places, "messages", lambda place: place.each(message), ()),
        pilot_teams=optional(places, "pilot_teams", pilot_teams, ()),
        track_opens=optional(places, "track_opens", Place.flag, default=False),
        second_look=optional(places, "second_look", Place.flag, default=False),
    )


def _identity(places: dict[str, Place]) -> lines.Identity:
    accent = optional(places, "accent", lambda place: place.text(7).lower(), "")
    if accent and not validate_colour.regex.match(accent):  # type: ignore[union-attr]  # compiled in its validator
        places["accent"].wrong("must be a colour such as “#1f5d4c”, in quotes")
    kinds = places["kinds"].each(lambda place: place.choice(Kind.values))
    if not kinds and not places["kinds"].problems:
        places["kinds"].wrong("must name at least one kind")
    return lines.Identity(
        title=places["title"].text(120),
        purpose=places["purpose"].text(),
        kinds=kinds,
        public=optional(places, "public", Place.flag, default=False),
        accent=accent,
        commitment=optional(places, "commitment", Place.text, ""),
        promised_by=optional(places, "promised_by", partial(Place.text, longest=150), ""),
        question=optional(places, "question", partial(Place.text, longest=60), ""),
        invitation=optional(places, "invitation", partial(Place.text, longest=240), ""),
    )


def objective(place: Place) -> lines.ObjectiveLine:
    """One of ``objectives``."""
    keys = place.keys(
        required=("code", "aim", "statement"), optional=("measure", "baseline", "target", "due", "strategy", "weight")
    )
    if len(keys.keys() & {"code", "aim", "statement"}) < 3:
        return lines.ObjectiveLine("", "", "")
    return lines.ObjectiveLine(
        code=keys["code"].code(),
        aim=keys["aim"].choice(Aim.values),
        statement=keys["statement"].text(300),
        measure=optional(keys, "measure", partial(Place.text, longest=120), ""),
        baseline=optional(keys, "baseline", lambda at: at.number(*FIGURE), None),
        target=optional(keys, "target", lambda at: at.number(*FIGURE), None),
        due=optional(keys, "due", Place.day, None),
        strategy=optional(keys, "strategy", partial(Place.text, longest=200), ""),
        weight=optional(keys, "weight", lambda at: at.number(Decimal(0), WHOLE, 2), Decimal(1)),
    )


def option(place: Place) -> lines.OptionLine:
    """One of ``options``, with its scores by objective: a number, or a number and its reason."""
    keys = place.keys(
        required=("code", "title"),
        optional=(
            "description", "source", "source_who", "benefits", "drawbacks", "reward_kind", "cost", "do_nothing", "scores",
            "scheme", "culture",
        ),
    )  # fmt: skip
    if len(keys.keys() & {"code", "title"}) < 2:
        return lines.OptionLine("", "")
    scores = keys["scores"].keys() if "scores" in keys else {}
    return lines.OptionLine(
        code=keys["code"].code(),
        title=keys["title"].text(120),
        description=optional(keys, "description", Place.text, ""),
        source=optional(keys, "source", lambda at: at.choice(OptionSource.values), "inside"),
        source_who=optional(keys, "source_who", partial(Place.text, longest=200), ""),
        benefits=optional(keys, "benefits", Place.text, ""),
        drawbacks=optional(keys, "drawbacks", Place.text, ""),
        reward_kind=optional(keys, "reward_kind", lambda at: at.choice(RewardKind.values), ""),
        cost=optional(keys, "cost", lambda at: at.number(*MONEY), None),
        do_nothing=optional(keys, "do_nothing", Place.flag, default=False),
        scheme=optional(keys, "scheme", partial(Place.code, longest=40), ""),
        culture=optional(keys, "culture", culture, {}),
        scores=tuple(_score(code, at) for code, at in sorted(scores.items())),
    )


def _score(code: str, place: Place) -> lines.ScoreLine:
    if isinstance(place.node, yaml.ScalarNode):
        return lines.ScoreLine(code, place.whole(0, 5))
    keys = place.keys(required=("value",), optional=("reason",))
    value = keys["value"].whole(0, 5) if "value" in keys else 0
    return lines.ScoreLine(code, value, optional(keys, "reason", partial(Place.text, longest=300), ""))


def choice(place: Place) -> lines.ChoiceLine | None:
    """``choice``: which option, why, and who chose."""
    keys = place.keys(required=("option", "rationale"), optional=("by", "against_reason"))
    if len(keys.keys() & {"option", "rationale"}) < 2:
        return None
    by = optional(keys, "by", lambda at: at.text(254).lower(), "")
    against = optional(keys, "against_reason", Place.text, "")
    return lines.ChoiceLine(keys["option"].code(), keys["rationale"].text(), by, against)


def _check_names(plan: lines.Plan, places: dict[str, Place]) -> None:
    """Every code once, and every code that is named also there."""
    for key, codes in (
        ("objectives", [line.code for line in plan.objectives]),
        ("options", [line.code for line in plan.options]),
        ("categories", [line.code for line in plan.rules.categories]),
        ("criteria", [line.code for line in plan.rules.criteria]),
        ("eligibility", [line.code for line in plan.rules.eligibility]),
        ("questions", [line.code for line in plan.rules.questions]),
        ("check_points", [line.key for line in plan.check_points]),
    ):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            places[key].wrong(f"the code “{code}” stands twice")
    _check_references(plan, places, {line.code for line in plan.objectives})


def _check_references(plan: lines.Plan, places: dict[str, Place], objectives: set[str]) -> None:
    scored = [(line.code, score.objective) for line in plan.options for score in line.scores]
    for code, objective_code in scored:
        if objective_code not in objectives:
            places["options"].wrong(f"“{code}” is scored on “{objective_code}”, which is no objective here")
    for line in plan.rules.criteria:
        if line.objective and line.objective not in objectives:
            places["criteria"].wrong(f"“{line.code}” serves “{line.objective}”, which is no objective here")
    if sum(line.do_nothing for line in plan.options) > 1:
        places["options"].wrong("only one option can be “do nothing”")
    if plan.choice and plan.choice.option not in {line.code for line in plan.options}:
        places["choice"].wrong(f"“{plan.choice.option}” is no option here")


def _check_rules(plan: lines.Plan, places: dict[str, Place]) -> None:
    """Weights of each category come to 100, levels are on the scale, ties name criteria that are there."""
    rules = plan.rules
    if bool(rules.categories) != bool(rules.criteria):
        places["criteria"].wrong("categories and criteria belong together: give both, or neither")
        return
    known = {line.code for line in rules.categories}
    for criterion_line, at in zip(rules.criteria, places["criteria"].items(), strict=True):
        _check_criterion(criterion_line, at, known, rules.judging)
    for code, total in weight_sums(rules).items():
        if code in known and total != WHOLE:
            places["criteria"].wrong(f"the weights of the category “{code}” come to {total:f}, not to 100")
    for line in rules.questions:
        for code in sorted(set(line.categories) - known):
            places["questions"].wrong(f"“{line.code}” is asked in “{code}”, which is no category here")
    for gap in question_gaps(rules.questions):
        places["questions"].wrong(gap)
    for step in unknown_ties(rules) if rules.criteria else []:
        places["judging"].wrong(f"ties are broken by “{step}”, which is no criterion here")


def _check_criterion(line: lines.CriterionLine, at: Place, known: set[str], judging: lines.JudgingLine) -> None:
    for code in sorted(line.weights.keys() - known):
        at.wrong(f"“{code}” is no category here")
    for value in line.levels:
        if not judging.scale_low <= value <= judging.scale_high:
            at.wrong(f"describes a score of {value}, outside the scale {judging.scale_low} to {judging.scale_high}")
    for value in (judging.scale_low, judging.scale_high):
        if value not in line.levels:
            at.wrong(f"does not say what a score of {value} looks like")
