"""Brightwater's weekly figures: two years and more, steady before the programme, better after it."""

from datetime import date

import numpy as np
import pytest

from awards_site.demo.kpis import KPIS, WEEKS, WEEKS_BEFORE, programme_start, weekly_kpis
from programmes.enums import Aim

TODAY = date(2026, 11, 22)


def values_of(code):
    return np.array([point.value for point in weekly_kpis(until=TODAY) if point.kpi == code])


def test_there_is_a_point_for_each_figure_and_week_and_the_last_week_is_over():
    points = weekly_kpis(until=TODAY)
    assert len(points) == 4 * WEEKS
    assert {point.on.weekday() for point in points} == {0}
    assert max(point.on for point in points) == date(2026, 11, 9)


def test_the_same_seed_gives_the_same_figures():
    assert weekly_kpis(until=TODAY) == weekly_kpis(until=TODAY)
    assert weekly_kpis(until=TODAY, seed=8) != weekly_kpis(until=TODAY)


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.code)
def test_the_programme_shows_as_at_least_half_of_its_effect_and_in_its_direction(kpi):
    values = values_of(kpi.code)
    change = values[-52:].mean() - values[:WEEKS_BEFORE].mean()
    assert (change > 0) == kpi.higher_is_better
    assert abs(change) > 0.5 * abs(kpi.effect)


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.code)
def test_no_week_repeats_a_smooth_line(kpi):
    assert np.std(np.diff(values_of(kpi.code))) > 0.3 * kpi.noise


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.code)
def test_figures_stay_within_their_limits(kpi):
    values = values_of(kpi.code)
    assert kpi.low <= values.min() <= values.max() <= kpi.high


def test_complaints_are_worse_in_winter():
    points = [point for point in weekly_kpis(until=TODAY) if point.kpi == "complaints"]
    last_year = [point for point in points if point.on >= date(2025, 12, 1)]
    winter = np.mean([point.value for point in last_year if point.on.month in {12, 1, 2}])
    summer = np.mean([point.value for point in last_year if point.on.month in {6, 7, 8}])
    assert winter > summer


def test_the_programme_starts_half_a_year_after_the_figures_do():
    first = min(point.on for point in weekly_kpis(until=TODAY))
    assert (programme_start(until=TODAY) - first).days == 7 * WEEKS_BEFORE


def test_both_aims_have_a_figure():
    assert {kpi.aim for kpi in KPIS} == set(Aim.values)
