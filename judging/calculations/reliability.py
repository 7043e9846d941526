"""How far judges agree: Krippendorff's alpha, and intraclass correlations where the design is complete."""

from dataclasses import dataclass

import numpy as np

from judging.calculations.reasons import Notes, Reason
from judging.calculations.totals import Totals

NO_DIFFERENCE = 1e-18
"""Sums of squares up to this are rounding errors."""

CANCELLED = 1e-9
"""A sum that is so small a part of its terms is nothing but their rounding errors."""


@dataclass(frozen=True)
class Reliability:
    """Figures from −1 or so (systematic disagreement) over 0 (chance) to 1 (perfect agreement)."""

    krippendorff_alpha: float | None
    icc_2_1: float | None
    icc_2_k: float | None


def reliability(totals: Totals) -> tuple[Reliability, Notes]:
    """All figures, and the reason for each that cannot be computed."""
    alpha = krippendorff_alpha(totals)
    single, average = intraclass_correlations(totals)
    figures = {"krippendorff_alpha": alpha, "icc_2_1": single, "icc_2_k": average}
    notes: Notes = {name: figure for name, figure in figures.items() if isinstance(figure, Reason)}
    return Reliability(*(None if isinstance(figure, Reason) else figure for figure in figures.values())), notes


def krippendorff_alpha(totals: Totals) -> float | Reason:
    """Alpha for interval data with gaps (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section D).

    alpha = 1 − D_o / D_e over the n values of entries with two or more. The squared differences of all ordered pairs
    of m values add up to 2 m SS, with SS their sum of squares about their mean, so D_o = 2/n Σ_u m_u SS_u / (m_u − 1),
    D_e = 2 SS / (n − 1), and no pair need be formed.
    """
    pairable = totals.per_entry[totals.entry] > 1
    values = totals.value[pairable]
    if not len(values):
        return Reason.NO_OVERLAP
    total = float(np.sum((values - values.mean()) ** 2))
    if total <= NO_DIFFERENCE * len(values):
        return Reason.NO_VARIATION
    deviations = (totals.value - totals.raw[totals.entry])[pairable]
    sheets = totals.per_entry[totals.entry][pairable]
    within = float(np.sum(deviations**2 * sheets / (sheets - 1)))
    return 1.0 - (len(values) - 1) / len(values) * within / total


def intraclass_correlations(totals: Totals) -> tuple[float | Reason, float | Reason]:
    """ICC(2,1) of one judge and ICC(2,k) of the mean of k: judges a random sample, absolute agreement.

    Shrout & Fleiss 1979, Psychological Bulletin 86(2), 420–428: with mean squares between entries (BMS), between
    judges (JMS) and residual (EMS) of n entries by k judges,
    ICC(2,1) = (BMS − EMS) / (BMS + (k − 1) EMS + k (JMS − EMS) / n); ICC(2,k) = (BMS − EMS) / (BMS + (JMS − EMS) / n).
    """
    n, k = len(totals.entries), len(totals.judges)
    if n < 2 or k < 2:
        return Reason.TOO_FEW_FOR_ICC, Reason.TOO_FEW_FOR_ICC
    if len(totals.value) != n * k:
        return Reason.INCOMPLETE_DESIGN, Reason.INCOMPLETE_DESIGN
    table = totals.value.reshape(n, k)
    by_entry = table.mean(axis=1) - table.mean()
    by_judge = table.mean(axis=0) - table.mean()
    bms = k * float(by_entry @ by_entry) / (n - 1)
    jms = n * float(by_judge @ by_judge) / (k - 1)
    ems = float(np.sum((table - table.mean() - by_entry[:, None] - by_judge) ** 2)) / ((n - 1) * (k - 1))
    terms = bms + ems + jms
    return (
        _ratio(bms - ems, bms + (k - 1) * ems + k * (jms - ems) / n, terms),
        _ratio(bms - ems, bms + (jms - ems) / n, terms),
    )


def _ratio(part: float, whole: float, terms: float) -> float | Reason:
    """Part of whole; no ratio where the ``terms`` of the whole cancel out, which would leave any number at all."""
    if terms <= NO_DIFFERENCE:
        return Reason.NO_VARIATION
    return part / whole if abs(whole) > CANCELLED * terms else Reason.CANCELLED
