"""Believable score sheets: strict and lenient judges, a halo over each sheet, comments that fit the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from awards_site.demo.material import material

QUALITY_WORTH = 0.75  # points of the scale for one standard deviation of a story's quality
CRITERION_LEANING = 0.35  # standard deviation, in points: a story is stronger in one criterion than in another
HALO = 0.95  # standard deviation, in points, of a wholly inconsistent judge's mood over one sheet
SEVEREST = 0.32  # points of the scale that the strictest of a panel gives below the others: about 7 of 100
COMMENT_SHARE = 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LatentEntry:
    """An entry and how good its story truly is, in standard deviations from the middling one."""

    reference: str
    quality: float


@dataclass(frozen=True)
class LatentJudge:
    """A judge: ``severity`` and ``noise`` in points of the scale, ``consistency`` from 0 to 1.

    Strict is a positive severity; noise is the standard deviation of a single score; at a consistency of 0 moods move
    whole sheets, at 1 only the story does.
    """

    email: str
    severity: float = 0.0
    noise: float = 0.45
    consistency: float = 0.7


@dataclass(frozen=True)
class MadeScore:
    """One cell of a score sheet; ``comment`` is empty for most."""

    entry: str
    judge: str
    criterion: str
    value: int
    comment: str


def judges_of_a_panel(emails: Sequence[str], *, seed: int) -> tuple[LatentJudge, ...]:
    """Give each judge a character: the first is strict, the last lenient, the others lie between, in no pattern."""
    rng = np.random.default_rng(seed)
    severities = np.linspace(SEVEREST, -SEVEREST, len(emails)) if len(emails) > 1 else np.zeros(1)
    drawn = zip(emails, severities, rng.normal(0, 0.01, len(emails)), rng.uniform(0.5, 0.9, len(emails)), strict=True)
    return tuple(
        LatentJudge(email, severity=float(severity + jitter), noise=0.4, consistency=float(consistency))
        for email, severity, jitter, consistency in drawn
    )


def make_scores(
    *,
    entries: Sequence[LatentEntry],
    judges: Sequence[LatentJudge],
    assigned: Sequence[tuple[str, str]],
    criteria: Sequence[str],
    scale: tuple[int, int] = (1, 5),
    seed: int,
) -> list[MadeScore]:
    """Return a score for each of ``assigned`` (judge's email, entry's reference) and each criterion, in that order.

    Raises KeyError for a judge or an entry that was not given.
    """
    if not assigned:
        return []
    rng = np.random.default_rng(seed)
    latent = _latent(entries=entries, judges=judges, assigned=assigned, criteria=len(criteria), scale=scale, rng=rng)
    values = _values(latent, scale)
    remarks = _comments(values, criteria, scale, rng)
    return [
        MadeScore(entry, judge, criterion, int(values[sheet, column]), remarks.get((sheet, column), ""))
        for sheet, (judge, entry) in enumerate(assigned)
        for column, criterion in enumerate(criteria)
    ]


def _latent(
    *,
    entries: Sequence[LatentEntry],
    judges: Sequence[LatentJudge],
    assigned: Sequence[tuple[str, str]],
    criteria: int,
    scale: tuple[int, int],
    rng: np.random.Generator,
) -> Floats:
    """Return sheets × criteria: what each judge would give if the scale had no steps and no ends."""
    entry_at = {entry.reference: row for row, entry in enumerate(entries)}
    judge_at = {judge.email: row for row, judge in enumerate(judges)}
    entry_rows = np.array([entry_at[entry] for _, entry in assigned])
    judge_rows = np.array([judge_at[judge] for judge, _ in assigned])
    quality = np.array([entry.quality for entry in entries])
    leaning = rng.normal(0, CRITERION_LEANING, (len(entries), criteria))
    severity, noise, consistency = (
        np.array([getattr(judge, name) for judge in judges]) for name in ("severity", "noise", "consistency")
    )
    middle = sum(scale) / 2 + 0.2
    halo = rng.normal(0, 1, len(assigned)) * HALO * (1 - consistency[judge_rows])
    single = rng.normal(0, 1, (len(assigned), criteria)) * noise[judge_rows, None]
    by_sheet = middle + QUALITY_WORTH * quality[entry_rows] - severity[judge_rows] + halo
    return np.asarray(by_sheet[:, None] + leaning[entry_rows] + single, dtype=np.float64)


def _values(latent: Floats, scale: tuple[int, int]) -> NDArray[np.int64]:
    low, high = scale
    return np.clip(np.rint(latent), low, high).astype(np.int64)


def _comments(
    values: NDArray[np.int64], criteria: Sequence[str], scale: tuple[int, int], rng: np.random.Generator
) -> dict[tuple[int, int], str]:
    """Choose a remark for some of the cells, from those written for its criterion and for how high the score is."""
    written: Mapping[str, Mapping[str, list[str]]] = material("judge_comments.yaml")
    chosen = rng.random(values.shape) < COMMENT_SHARE
    drawn = rng.random(values.shape)
    remarks = {}
    for sheet, column in np.argwhere(chosen):
        band = _band(int(values[sheet, column]), scale)
        fitting = written.get(criteria[column], {}).get(band, []) + written["any"][band]
        remarks[int(sheet), int(column)] = fitting[int(drawn[sheet, column] * len(fitting))]
    return remarks


def _band(value: int, scale: tuple[int, int]) -> str:
    """Say in which third of the scale a score lies: low, middle or high."""
    low, high = scale
    share = (value - low) / (high - low)
    if share < 0.4:
        return "low"
    return "middle" if share < 0.7 else "high"
