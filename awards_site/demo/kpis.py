"""Weekly figures of Brightwater's service: a season, noise, and what the programme may have changed."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

WEEKS = 120  # 2.3 years
WEEKS_BEFORE = 26
HALF_EFFECT_WEEKS = 16.0  # after the programme starts, until half of its effect is seen


@dataclass(frozen=True)
class KpiCharacter:
    """How one figure behaves, all in its own unit.

    ``level`` is its mean before the programme, ``effect`` what the programme adds in the long run, ``winter`` what
    the season adds in mid January and takes away in mid July, ``noise`` the standard deviation from week to week;
    ``low`` and ``high`` are the limits of what is possible.
    """

    code: str
    title: str
    unit: str
    aim: str
    higher_is_better: bool
    level: float
    effect: float
    winter: float
    noise: float
    low: float
    high: float
    decimals: int


KPIS = (
    KpiCharacter(
        "csat", "Customer satisfaction", "of 5", "customer_satisfaction", True, 4.09, 0.30, -0.05, 0.035, 1, 5, 2
    ),
    KpiCharacter(
        "first-contact",
        "Solved at the first contact",
        "%",
        "customer_satisfaction",
        True,
        62.0,
        6.5,
        -1.2,
        1.1,
        0,
        100,
        1,
    ),
    KpiCharacter(
        "complaints",
        "Complaints per 1,000 contacts",
        "per 1,000",
        "customer_satisfaction",
        False,
        7.4,
        -1.6,
        0.7,
        0.45,
        0,
        1000,
        1,
    ),
    KpiCharacter(
        "engagement", "Employee engagement pulse", "%", "team_motivation", True, 58.0, 9.0, -1.0, 1.6, 0, 100, 1
    ),
)


@dataclass(frozen=True)
class KpiPoint:
    """One week's figure; ``on`` is the Monday that begins the week."""

    kpi: str
    on: date
    value: float


def weekly_kpis(*, until: date, weeks: int = WEEKS, weeks_before: int = WEEKS_BEFORE, seed: int = 7) -> list[KpiPoint]:
    """Return a point for each figure and week, oldest first, the last week being the one before ``until``'s.

    The programme starts after ``weeks_before`` weeks; its effect grows from there and levels off.
    """
    rng = np.random.default_rng(seed)
    last = until - timedelta(days=until.weekday() + 7)
    mondays = [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    points = []
    for kpi in KPIS:
        values = _series(kpi, mondays, weeks_before, rng)
        points += [KpiPoint(kpi.code, on, value) for on, value in zip(mondays, values, strict=True)]
    return points


def programme_start(*, until: date, weeks: int = WEEKS, weeks_before: int = WEEKS_BEFORE) -> date:
    """Return the Monday on which the programme of ``weekly_kpis`` starts."""
    last = until - timedelta(days=until.weekday() + 7)
    return last - timedelta(weeks=weeks - 1 - weeks_before)


def _series(kpi: KpiCharacter, mondays: list[date], weeks_before: int, rng: np.random.Generator) -> list[float]:
    """Level, season, effect and noise that lingers from one week to the next."""
    elapsed = np.maximum(np.arange(len(mondays)) - weeks_before, 0)
    effect = kpi.effect * (1 - 0.5 ** (elapsed / HALF_EFFECT_WEEKS))
    day = np.array([monday.timetuple().tm_yday for monday in mondays])
    season = kpi.winter * np.cos(2 * np.pi * (day - 15) / 365.25)
    drawn = rng.normal(0, kpi.noise, len(mondays))
    lingering = 0.7 * drawn + 0.5 * np.concatenate(([0.0], drawn[:-1]))
    values = np.clip(kpi.level + season + effect + lingering, kpi.low, kpi.high)
    return [round(float(value), kpi.decimals) for value in values]
