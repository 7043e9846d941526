from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from programmes.calculations.smart import Check, Facts, check

SHARP = Facts(
    statement="Raise the share of customers who rate us five",
    measure="CSAT",
    baseline=Decimal("4.1"),
    target=Decimal("4.4"),
    due=date(2027, 3, 31),
    strategy="Keep our customers",
    today=date(2026, 11, 22),
    kpis=("CSAT",),
)


def of_letter(facts, letter):
    return next(each for each in check(facts) if each.letter == letter)


def test_a_sharp_objective_meets_every_letter_in_their_order():
    assert check(SHARP) == tuple(
        Check(letter, True) for letter in ("specific", "measurable", "achievable", "relevant", "timed")
    )


@pytest.mark.parametrize(
    ("change", "letter", "lack"),
    [
        ({"statement": ""}, "specific", "empty"),
        ({"statement": "Be much nicer to customers"}, "specific", "short"),
        ({"measure": " "}, "measurable", "no-measure"),
        ({"baseline": None, "target": None}, "measurable", "no-figures"),
        ({"baseline": None}, "measurable", "no-baseline"),
        ({"target": None}, "measurable", "no-target"),
        ({"target": Decimal("4.10")}, "achievable", "no-change"),
        ({"strategy": "", "kpis": ()}, "relevant", "no-strategy"),
        ({"strategy": "", "kpis": ("NPS",)}, "relevant", "no-strategy"),
        ({"due": None}, "timed", "no-date"),
        ({"due": date(2026, 11, 21)}, "timed", "past"),
    ],
)
def test_what_is_missing_is_named_by_its_letter(change, letter, lack):
    assert of_letter(replace(SHARP, **change), letter) == Check(letter, False, lack)


def test_whether_it_can_be_achieved_is_not_told_before_both_figures_are_there():
    assert of_letter(replace(SHARP, target=None), "achievable") == Check("achievable", None, "unknown")


def test_a_figure_that_the_organisation_measures_makes_an_objective_relevant():
    assert of_letter(replace(SHARP, strategy="", kpis=("csat ",)), "relevant") == Check("relevant", True)


def test_a_measure_whose_figures_nobody_keeps_yet_is_measurable_and_says_so():
    assert of_letter(replace(SHARP, kpis=("NPS",)), "measurable") == Check("measurable", True, "no-figures-kept")


def test_a_date_of_today_has_not_passed():
    assert of_letter(replace(SHARP, due=SHARP.today), "timed") == Check("timed", True)
