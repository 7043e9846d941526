from evaluation.models.action import Action
from evaluation.models.kpi import Kpi, Measurement
from evaluation.models.log_entry import LogEntry
from evaluation.models.review import Review
from evaluation.models.survey import Answer, Invitation, Question, Response, Survey

__all__ = [
    "Action",
    "Answer",
    "Invitation",
    "Kpi",
    "LogEntry",
    "Measurement",
    "Question",
    "Response",
    "Review",
    "Survey",
]
