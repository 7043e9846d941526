"""One version of the rules fact by fact, each with a key that stays the same between versions and a name in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.enums import EligibilityKind, Feedback, Method, NomineeKind, QuestionKind, Supporting
from programmes.plans.lines import CategoryLine, CriterionLine, EligibilityLine, JudgingLine, QuestionLine, RulesLine

Key = tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One thing that rules say. ``key`` is (part, code of the line, field…), ``of`` the line's title, ``name`` the field."""

    key: Key
    of: str
    name: str
    text: str


def rule_facts(rules: RulesLine, objectives: Mapping[str, str] | None = None) -> list[Fact]:
    """All that the rules say, in the order in which people read them; what says nothing is left out.

    ``objectives`` gives the statements of the programme's objectives by code.
    """
    titles = {line.code: line.title for line in rules.categories}
    found = [fact for line in rules.categories for fact in _category(line)]
    found += [fact for line in rules.eligibility for fact in _eligibility(line)]
    found += [fact for line in rules.criteria for fact in _criterion(line, titles, objectives or {})]
    asked = {line.code: line.title for line in rules.questions}
    found += [fact for line in rules.questions for fact in _question(line, titles, asked)]
    found += _judging(rules.judging)
    return [fact for fact in found if fact.text]


def facts_by_criterion(rules: RulesLine) -> dict[str, dict[Key, str]]:
    """All that the rules say of each criterion, by its code."""
    found: dict[str, dict[Key, str]] = {line.code: {} for line in rules.criteria}
    for fact in rule_facts(rules):
        part, code, *_field = fact.key
        if part == "criteria":
            found[code][fact.key] = fact.text
    return found


def yes_or_no(value: bool) -> str:
    """A fact that holds or does not."""
    return _("yes") if value else _("no")


def _category(line: CategoryLine) -> list[Fact]:
    key, of = ("categories", line.code), line.title
    return [
        Fact((*key, "title"), of, _("Title"), line.title),
        Fact((*key, "nominee"), of, _("For"), str(NomineeKind(line.nominee).label)),
        Fact((*key, "places"), of, _("Winners"), str(line.places)),
        Fact((*key, "commended"), of, _("Highly commended"), str(line.commended)),
        Fact((*key, "eligible"), of, _("Who can win"), line.eligible),
        Fact((*key, "job_roles"), of, _("Open to"), ", ".join(line.job_roles) or _("everybody")),
    ]


def _eligibility(line: EligibilityLine) -> list[Fact]:
    key, of = ("eligibility", line.code), line.title
    return [
        Fact((*key, "title"), of, _("In words"), line.title),
        Fact((*key, "kind"), of, _("Checked"), str(EligibilityKind(line.kind).label)),
        Fact((*key, "value"), of, _("Number"), str(line.value)),
        Fact((*key, "listed"), of, _("Teams or sites"), ", ".join(line.listed)),
    ]


def _criterion(line: CriterionLine, titles: dict[str, str], objectives: Mapping[str, str]) -> list[Fact]:
    key, of = ("criteria", line.code), line.title
    weights = [
        Fact((*key, "weights", code), of, _("Weight in %(category)s") % {"category": title}, f"{line.weights[code]:f}")
        for code, title in titles.items()
        if code in line.weights
    ]
    levels = [
        Fact((*key, "levels", str(value)), of, _("A score of %(value)s looks like") % {"value": value}, text)
        for value, text in sorted(line.levels.items())
    ]
    return [
        Fact((*key, "title"), of, _("Title"), line.title),
        Fact((*key, "meaning"), of, _("What it means"), line.meaning),
        Fact((*key, "service_standard"), of, _("Service standard"), line.service_standard),
        Fact((*key, "objective"), of, _("Objective it serves"), objectives.get(line.objective, line.objective)),
        *weights,
        *levels,
    ]


def _question(line: QuestionLine, titles: Mapping[str, str], asked: Mapping[str, str]) -> list[Fact]:
    key, of = ("questions", line.code), line.title
    condition = _("“%(answer)s” to “%(question)s”")
    after = asked.get(line.shown_if, line.shown_if)
    values = [
        ("title", _("Question"), line.title),
        ("kind", _("Answered with"), str(QuestionKind(line.kind).label)),
        ("help", _("Help beside it"), line.help),
        ("required", _("Must be answered"), yes_or_no(line.required)),
        ("choices", _("Answers to choose from"), ", ".join(line.choices)),
        (
            "categories",
            _("Asked in"),
            ", ".join(titles.get(code, code) for code in line.categories) or _("all categories"),
        ),
        ("shown_if", _("Asked after"), condition % {"answer": line.shown_for, "question": after} if after else ""),
        ("for_judges", _("Judges see the answer"), yes_or_no(line.for_judges)),
    ]
    return [Fact((*key, field), of, name, text) for field, name, text in values]


def _judging(line: JudgingLine) -> list[Fact]:
    of = _("How it is judged")
    values = [
        ("judges_per_entry", _("Judges for each entry"), str(line.judges_per_entry)),
        ("full_panel", _("Every judge reads every entry"), yes_or_no(line.full_panel)),
        ("minimum_judges", _("Fewest judges for a result"), str(line.minimum_judges)),
        ("blind", _("Judges do not see names"), yes_or_no(line.blind)),
        ("scale_low", _("Lowest score"), str(line.scale_low)),
        ("scale_high", _("Highest score"), str(line.scale_high)),
        ("method", _("Ranking method"), str(Method(line.method).label)),
        ("tie_break", _("Ties are broken by"), ", ".join(line.tie_break)),
        ("feedback", _("Nominees see"), str(Feedback(line.feedback).label)),
        ("self_nomination", _("People may nominate themselves"), yes_or_no(line.self_nomination)),
        ("grace", _("Two minutes to send an open form after closing"), yes_or_no(line.grace)),
        ("supporting", _("Supporting a colleague’s nomination"), str(Supporting(line.supporting).label)),
        ("judges_named", _("The report names judges beside their totals"), yes_or_no(line.judges_named)),
    ]
    return [Fact(("judging", "judging", field), of, name, text) for field, name, text in values]
