"""The rows of one version of the rules. Only ``services.rulebooks`` writes them, after its checks."""

from dataclasses import asdict

from accounts.models import JobRole
from programmes.models import (
    Category,
    Criterion,
    CriterionCategory,
    EligibilityRule,
    FormQuestion,
    Level,
    Objective,
    Rulebook,
)
from programmes.plans.lines import CategoryLine, CriterionLine, QuestionLine, RulesLine
from programmes.services.rows import bring_in_line, paired_by_code


def write_rules(rulebook: Rulebook, rules: RulesLine, roles: dict[str, JobRole]) -> None:
    """Make the rows of a version say what ``rules`` say; rows keep their identity by code."""
    for name, value in asdict(rules.judging).items():
        setattr(rulebook, name, list(value) if isinstance(value, tuple) else value)
    rulebook.save(update_fields=list(asdict(rules.judging)))
    _write_categories(rulebook, rules.categories, roles)
    _write_criteria(rulebook, rules.criteria)
    wanted = {line.code: {**asdict(line), "listed": list(line.listed)} for line in rules.eligibility}
    pairs = paired_by_code(rulebook.eligibility_rules.all(), wanted)
    bring_in_line(EligibilityRule.objects.filter(rulebook=rulebook), pairs, rulebook=rulebook)
    _write_questions(rulebook, rules.questions)


def _write_categories(rulebook: Rulebook, lines: tuple[CategoryLine, ...], roles: dict[str, JobRole]) -> None:
    wanted = {}
    for position, line in enumerate(lines):
        wanted[line.code] = {**asdict(line), "position": position}
        del wanted[line.code]["job_roles"]
    pairs = paired_by_code(rulebook.categories.all(), wanted)
    bring_in_line(Category.objects.filter(rulebook=rulebook), pairs, rulebook=rulebook)
    rows = {row.code: row for row in rulebook.categories.prefetch_related("job_roles")}
    for line in lines:
        rows[line.code].job_roles.set([roles[name] for name in line.job_roles])


def _write_criteria(rulebook: Rulebook, lines: tuple[CriterionLine, ...]) -> None:
    objectives = {row.code: row for row in Objective.objects.filter(programme_id=rulebook.programme_id)}
    wanted = {
        line.code: {
            "title": line.title,
            "position": position,
            "meaning": line.meaning,
            "service_standard": line.service_standard,
            "objective": objectives.get(line.objective),
        }
        for position, line in enumerate(lines)
    }
    pairs = paired_by_code(rulebook.criteria.select_related("objective"), wanted)
    bring_in_line(Criterion.objects.filter(rulebook=rulebook), pairs, rulebook=rulebook)
    rows = {row.code: row for row in rulebook.criteria.prefetch_related("places", "levels")}
    categories = {row.code: row for row in rulebook.categories.all()}
    for line in lines:
        _write_weights(rows[line.code], line, categories)
        _write_levels(rows[line.code], line)


def _write_weights(criterion: Criterion, line: CriterionLine, categories: dict[str, Category]) -> None:
    stored = {place.category_id: place for place in criterion.places.all()}
    pairs = [
        (stored.get(categories[code].pk), {"category_id": categories[code].pk, "weight": weight})
        for code, weight in line.weights.items()
    ]
    bring_in_line(CriterionCategory.objects.filter(criterion=criterion), pairs, criterion=criterion)


def _write_levels(criterion: Criterion, line: CriterionLine) -> None:
    stored = {level.value: level for level in criterion.levels.all()}
    pairs = [(stored.get(value), {"value": value, "description": text}) for value, text in line.levels.items()]
    bring_in_line(Level.objects.filter(criterion=criterion), pairs, criterion=criterion)


def _write_questions(rulebook: Rulebook, lines: tuple[QuestionLine, ...]) -> None:
    wanted = {}
    for position, line in enumerate(lines):
        wanted[line.code] = {**asdict(line), "choices": list(line.choices), "position": position}
        del wanted[line.code]["categories"]
    stored = list(rulebook.questions.all())
    if not stored and not wanted:
        return
    bring_in_line(FormQuestion.objects.filter(rulebook=rulebook), paired_by_code(stored, wanted), rulebook=rulebook)
    rows = {row.code: row for row in rulebook.questions.prefetch_related("categories")}
    categories = {row.code: row for row in rulebook.categories.all()}
    for line in lines:
        rows[line.code].categories.set([categories[code] for code in line.categories])
