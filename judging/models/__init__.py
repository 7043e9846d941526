from judging.models.appeal import Appeal
from judging.models.assignment import Assignment, Score
from judging.models.calibration_round import CalibrationRound, Sample
from judging.models.close_tie import CloseTie
from judging.models.conflict import Conflict
from judging.models.decision import Decision, Deliberation, Minutes
from judging.models.motion import Motion, Vote
from judging.models.panel import Panel, Seat
from judging.models.released_remark import ReleasedRemark
from judging.models.result import Result
from judging.models.round import Round
from judging.models.round_ballot import PairChoice, QualifyVote, RankBallot, RankPlace
from judging.models.round_result import RoundOutcome, RoundResult
from judging.models.sample_sheet import SampleScore, SampleSheet, SamplesWaiver
from judging.models.sensitivity_report import SensitivityReport
from judging.models.talking_point import TalkingPoint
from judging.models.terms import Terms

__all__ = [
    "Appeal",
    "Assignment",
    "CalibrationRound",
    "CloseTie",
    "Conflict",
    "Decision",
    "Deliberation",
    "Minutes",
    "Motion",
    "PairChoice",
    "Panel",
    "QualifyVote",
    "RankBallot",
    "RankPlace",
    "ReleasedRemark",
    "Result",
    "Round",
    "RoundOutcome",
    "RoundResult",
    "Sample",
    "SampleScore",
    "SampleSheet",
    "SamplesWaiver",
    "Score",
    "Seat",
    "SensitivityReport",
    "TalkingPoint",
    "Terms",
    "Vote",
]
