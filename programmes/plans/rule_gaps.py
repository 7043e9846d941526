"""What rules lack before people may be judged by them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from programmes.enums import RULES_THAT_LIST
from programmes.plans.lines import RulesLine
from programmes.plans.question_gaps import question_gaps

WHOLE = Decimal(100)
TIE_BREAKS = ("raw", "median", "chair")


def weight_sums(rules: RulesLine) -> dict[str, Decimal]:
    """What the weights of each category add up to, by category code; they must come to 100."""
    sums = {category.code: Decimal(0) for category in rules.categories}
    for criterion in rules.criteria:
        for code, weight in criterion.weights.items():
            sums[code] = sums.get(code, Decimal(0)) + weight
    return sums


def unknown_ties(rules: RulesLine) -> list[str]:
    """Steps of the tie-break order that name no criterion of these rules."""
    known = {f"criterion:{criterion.code}" for criterion in rules.criteria} | set(TIE_BREAKS)
    return [step for step in rules.judging.tie_break if step not in known]


def rule_gaps(rules: RulesLine) -> list[str]:
    """Everything that keeps these rules from being published, in words; empty when they can be."""
    gaps = []
    if not rules.categories:
        gaps.append(_("There is no category yet: say what can be won."))
    if not rules.criteria:
        gaps.append(_("There is no criterion yet: say what judges look for."))
    gaps += _weight_gaps(rules) if rules.criteria else []
    gaps += _level_gaps(rules)
    gaps += question_gaps(rules.questions)
    gaps += [
        _("“%(rule)s” is about teams or sites and lists none.") % {"rule": line.title}
        for line in rules.eligibility
        if line.kind in RULES_THAT_LIST and not line.listed
    ]
    gaps += [_("Ties are broken by “%(step)s”, which is no criterion here.") % {"step": s} for s in unknown_ties(rules)]
    if rules.judging.minimum_judges > rules.judging.judges_per_entry and not rules.judging.full_panel:
        gaps.append(_("A result needs more judges than an entry is given."))
    return gaps


def _weight_gaps(rules: RulesLine) -> list[str]:
    titles = {category.code: category.title for category in rules.categories}
    return [
        _("The weights of “%(category)s” come to %(sum)s, not to 100.")
        % {"category": titles.get(code, code), "sum": f"{total:f}"}
        for code, total in weight_sums(rules).items()
        if total != WHOLE
    ]


def _level_gaps(rules: RulesLine) -> list[str]:
    low, high = rules.judging.scale_low, rules.judging.scale_high
    gaps = []
    for criterion in rules.criteria:
        missing = [str(value) for value in (low, high) if value not in criterion.levels]
        if missing:
            gaps.append(
                _("“%(criterion)s” does not say what a score of %(values)s looks like.")
                % {"criterion": criterion.title, "values": _(" and of ").join(missing)}
            )
        outside = sorted(value for value in criterion.levels if not low <= value <= high)
        gaps += [
            _("“%(criterion)s” describes a score of %(value)s, which is outside the scale.")
            % {"criterion": criterion.title, "value": value}
            for value in outside
        ]
    return gaps
