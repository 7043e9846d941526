"""Two versions compared, and two people's changes brought together."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from programmes.plans.lines import CategoryLine, CriterionLine, EligibilityLine, JudgingLine
from programmes.plans.rule_comparison import changes_in, compare_rules
from programmes.plans.rule_merging import merged_rules
from programmes.plans.rule_trees import rules_from_tree, rules_tree
from programmes.tests.rule_samples import STARS, with_criterion

COURAGE = CriterionLine("courage", "Courage", {"individual": Decimal(10)}, {})


def said(changes):
    return [(line.title, line.kind, [(fact.name, fact.before, fact.after) for fact in line.facts]) for line in changes]


def test_the_same_rules_differ_in_nothing():
    assert compare_rules(STARS, STARS) == []


def test_rules_come_back_out_of_their_tree():
    assert rules_from_tree(rules_tree(STARS)) == STARS


def test_each_changed_field_is_named_with_both_its_texts():
    newer = with_criterion(
        STARS, "impact", meaning="What it changed for good.", weights={"individual": Decimal("55.00")}
    )
    assert said(compare_rules(STARS, newer)) == [
        (
            "Impact",
            "changed",
            [
                ("What it means", "What it changed.", "What it changed for good."),
                ("Weight in Service Star", "60", "55"),
            ],
        )
    ]


def test_a_weight_written_with_other_zeros_is_the_same():
    assert compare_rules(STARS, with_criterion(STARS, "impact", weights={"individual": Decimal("60.00")})) == []


def test_what_is_new_stands_before_what_is_gone():
    newer = replace(STARS, criteria=(STARS.criteria[0], COURAGE))
    assert [(line.title, line.kind) for line in compare_rules(STARS, newer)] == [("Courage", "new"), ("Care", "gone")]


def test_another_order_is_a_change_and_an_addition_is_none():
    turned = replace(STARS, criteria=STARS.criteria[::-1])
    assert said(compare_rules(STARS, turned)) == [
        ("Order of the criteria", "changed", [("Order of the criteria", "Impact, Care", "Care, Impact")])
    ]
    added = replace(STARS, criteria=(COURAGE, *STARS.criteria))
    assert [line.title for line in compare_rules(STARS, added)] == ["Courage"]


def test_only_the_parts_asked_for_are_compared():
    newer = replace(with_criterion(STARS, "care", title="Kindness"), judging=replace(STARS.judging, blind=False))
    assert [line.title for line in changes_in(STARS, newer, ["judging"])] == ["How it is judged"]
    assert [line.title for line in changes_in(STARS, newer, ["criteria"])] == ["Kindness"]


def test_changes_of_different_fields_both_stay():
    theirs = with_criterion(STARS, "impact", title="Lasting impact")
    mine = with_criterion(STARS, "impact", meaning="For good.", levels={1: "Little.", 5: "Everything."})
    merged = merged_rules(STARS, theirs, mine).criteria[0]
    assert (merged.title, merged.meaning, merged.levels[5]) == ("Lasting impact", "For good.", "Everything.")


def test_where_both_changed_the_same_field_mine_counts():
    theirs, mine = (with_criterion(STARS, "impact", title=title) for title in ("Theirs", "Mine"))
    assert merged_rules(STARS, theirs, mine).criteria[0].title == "Mine"


def test_levels_and_weights_are_merged_one_by_one():
    theirs = with_criterion(STARS, "care", levels={1: "Icy.", 5: "Kind."})
    mine = with_criterion(STARS, "care", levels={1: "Cold.", 5: "Warm."})
    assert merged_rules(STARS, theirs, mine).criteria[1].levels == {1: "Icy.", 5: "Warm."}


def test_what_either_added_stays_and_what_either_removed_goes():
    theirs = replace(STARS, criteria=(*STARS.criteria, COURAGE))
    mine = replace(STARS, criteria=STARS.criteria[:1])
    assert [line.code for line in merged_rules(STARS, theirs, mine).criteria] == ["impact", "courage"]
    assert [line.code for line in merged_rules(STARS, mine, theirs).criteria] == ["impact", "courage"]


def test_what_one_removed_stays_where_the_other_changed_it():
    theirs = replace(STARS, criteria=STARS.criteria[:1])
    mine = with_criterion(STARS, "care", title="Kindness")
    assert [line.title for line in merged_rules(STARS, theirs, mine).criteria] == ["Impact", "Kindness"]


def test_two_new_lines_of_one_code_are_one():
    theirs, mine = (replace(STARS, categories=(*STARS.categories, CategoryLine("team", title))) for title in "TM")
    assert [line.title for line in merged_rules(STARS, theirs, mine).categories] == ["Service Star", "M"]


def other(value):
    """Another value of the same kind."""
    known = {
        "person": "team",
        "not-self": "not-by-report",
        "calibrated": "mean",
        "no": "names",
        "scores": "none",
        "": "other",
        (): ("chair",),
    }
    if isinstance(value, bool):
        return not value
    if isinstance(value, dict):
        return {key: other(each) for key, each in value.items()}
    return (
        value + 1 if isinstance(value, int | Decimal) else known.get(value, "other" if isinstance(value, str) else ())
    )


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (part, each.name)
        for part, line in (("categories", CategoryLine), ("criteria", CriterionLine), ("eligibility", EligibilityLine))
        for each in fields(line)
        if each.name != "code"
    ],
)
def test_a_change_of_any_field_of_a_line_is_found(part, name):
    first, *rest = getattr(STARS, part)
    newer = replace(STARS, **{part: (replace(first, **{name: other(getattr(first, name))}), *rest)})
    assert [line.kind for line in compare_rules(STARS, newer)] == ["changed"]


@pytest.mark.parametrize("name", [each.name for each in fields(JudgingLine)])
def test_a_change_of_any_part_of_the_procedure_is_found(name):
    newer = replace(STARS, judging=replace(STARS.judging, **{name: other(getattr(STARS.judging, name))}))
    assert [line.title for line in compare_rules(STARS, newer)] == ["How it is judged"]
