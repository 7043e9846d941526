from judging.models.assignment import Assignment, Score
from judging.models.conflict import Conflict
from judging.models.decision import Decision, Deliberation, Minutes
from judging.models.panel import Panel, Seat
from judging.models.released_remark import ReleasedRemark
from judging.models.result import Result
from judging.models.sensitivity_report import SensitivityReport

__all__ = [
    "Assignment",
    "Conflict",
    "Decision",
    "Deliberation",
    "Minutes",
    "Panel",
    "ReleasedRemark",
    "Result",
    "Score",
    "Seat",
    "SensitivityReport",
]
