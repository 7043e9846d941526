from programmes.models.business_case import Approval, BenefitLine, BusinessCase, CostLine, Risk
from programmes.models.consultation import (
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
    ConsultationResponse,
    ConsultedCriterion,
)
from programmes.models.cycle import Cycle
from programmes.models.guided_path import GuidedPath
from programmes.models.launch import LaunchTask, PlannedMessage
from programmes.models.objective import Objective
from programmes.models.option import Option, OptionChoice, OptionScore
from programmes.models.presentation import Frequency, Presentation, Publicity
from programmes.models.programme import Programme
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

__all__ = [
    "Approval",
    "BenefitLine",
    "BusinessCase",
    "Category",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationInvitation",
    "ConsultationResponse",
    "ConsultedCriterion",
    "CostLine",
    "Criterion",
    "CriterionCategory",
    "Cycle",
    "EligibilityRule",
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
    "Reward",
    "Risk",
    "Rulebook",
    "RulebookEdit",
]
