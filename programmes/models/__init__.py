from programmes.models.business_case import Approval, BenefitLine, BusinessCase, CostLine, Risk
from programmes.models.calendar_address import CalendarAddress
from programmes.models.check_point import CheckPoint
from programmes.models.consultation import (
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
    ConsultationResponse,
    ConsultedCriterion,
)
from programmes.models.cycle import Cycle
from programmes.models.form_question import FormQuestion
from programmes.models.guided_path import GuidedPath
from programmes.models.launch import LaunchTask
from programmes.models.objective import Objective
from programmes.models.option import Option, OptionChoice, OptionScore
from programmes.models.planned_message import PlannedMessage
from programmes.models.presentation import Frequency, Presentation, Publicity
from programmes.models.programme import Programme
from programmes.models.recipient import CustomerAddress, Recipient
from programmes.models.responsibility import Responsibility
from programmes.models.reward import Reward
from programmes.models.rulebook import (
    Category,
    Criterion,
    CriterionCategory,
    EligibilityRule,
    Level,
    Rulebook,
    RulebookEdit,
)
from programmes.models.task_file import TaskFile

__all__ = [
    "Approval",
    "BenefitLine",
    "BusinessCase",
    "CalendarAddress",
    "Category",
    "CheckPoint",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationInvitation",
    "ConsultationResponse",
    "ConsultedCriterion",
    "CostLine",
    "Criterion",
    "CriterionCategory",
    "CustomerAddress",
    "Cycle",
    "EligibilityRule",
    "FormQuestion",
    "Frequency",
    "GuidedPath",
    "LaunchTask",
    "Level",
    "Objective",
    "Option",
    "OptionChoice",
    "OptionScore",
    "PlannedMessage",
    "Presentation",
    "Programme",
    "Publicity",
    "Recipient",
    "Responsibility",
    "Reward",
    "Risk",
    "Rulebook",
    "RulebookEdit",
    "TaskFile",
]
