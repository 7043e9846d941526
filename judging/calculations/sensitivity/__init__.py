"""How firm a ranking is: what would change it, and what the sheets say about the panel as a whole."""

from judging.calculations.sensitivity.report import Sensitivity, sensitivity_of

__all__ = ["Sensitivity", "sensitivity_of"]
