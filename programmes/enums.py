from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a programme rewards; the six kinds that the standard names (E4)."""

    INDIVIDUAL = "individual", _("Individuals")
    TEAM = "team", _("Teams")
    SPECIAL_PROJECT = "special-project", _("Special projects")
    TRAINEE = "trainee", _("Trainees")
    INCENTIVE = "incentive", _("Incentive scheme")
    CUSTOMER_NOMINATED = "customer-nominated", _("Customer-nominated")


class ProgrammeState(models.TextChoices):
    """The life of a programme."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    RUNNING = "running", _("Running")
    RETIRED = "retired", _("Retired")


class Aim(models.TextChoices):
    """What an objective, a benefit or a criterion serves."""

    CUSTOMER_SATISFACTION = "customer_satisfaction", _("Customer satisfaction")
    TEAM_MOTIVATION = "team_motivation", _("Team motivation")


class OptionSource(models.TextChoices):
    """Where an option was found (P1)."""

    INSIDE = "inside", _("Inside the organisation")
    OUTSIDE = "outside", _("Outside the organisation")


class CultureAsk(models.TextChoices):
    """What an option asks of the culture by one statement (K4)."""

    NEEDS = "needs", _("Needs it to be true")
    AVOIDS = "avoids", _("Suffers where it is true")


class CheckAnswer(models.TextChoices):
    """What a manager answers to a check point of law and fairness (M11)."""

    YES = "yes", _("Yes")
    NO = "no", _("Not yet")
    NOT_APPLICABLE = "not-applicable", _("Does not apply")


class RulebookState(models.TextChoices):
    """The life of one version of the rules."""

    DRAFT = "draft", _("Draft")
    IN_CONSULTATION = "in-consultation", _("In consultation")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


class NomineeKind(models.TextChoices):
    """Who can win in a category."""

    PERSON = "person", _("A person")
    TEAM = "team", _("A team")


class Method(models.TextChoices):
    """How judges' totals become a ranking (judging/calculations)."""

    CALIBRATED = "calibrated", _("Calibrated: strict and lenient judges put on one scale")
    MEAN = "mean", _("Mean of the judges’ totals")
    TRIMMED_MEAN = "trimmed_mean", _("Mean without the highest and the lowest")
    Z_SCORE = "z_score", _("Standardised within each judge")
    BORDA = "borda", _("Rank points within each judge")


class Feedback(models.TextChoices):
    """What nominees see of their scores afterwards."""

    NONE = "none", _("Nothing")
    SCORES = "scores", _("Their scores by criterion")
    SCORES_AND_COMMENTS = "scores-and-comments", _("Their scores and the comments that the chair releases")


class Supporting(models.TextChoices):
    """Whether a team member may add their voice to a colleague's nomination, and what they see of it before they do."""

    NO = "no", _("Not possible: everybody writes their own")
    NAMES = "names", _("Team members see who is nominated for what, and can add their voice")
    EXCERPT = "excerpt", _("They also read the first lines of a story whose nominator let it be printed")


class EligibilityKind(models.TextChoices):
    """What an eligibility rule checks by data."""

    MONTHS_EMPLOYED = "months-employed", _("Employed for at least so many months")
    NOT_WON_WITHIN = "not-won-within", _("Has not won this category within so many months")
    NOT_SELF = "not-self", _("Is not nominated by themselves alone")
    NOT_BY_REPORT = "not-by-report", _("Is not nominated by people whom they manage alone")
    ONLY_TEAMS = "only-teams", _("Belongs to one of the teams or sites listed")
    NOT_TEAMS = "not-teams", _("Belongs to none of the teams or sites listed")


# The kinds of rule that need a list of teams or sites.
RULES_THAT_LIST: tuple[str, ...] = (EligibilityKind.ONLY_TEAMS, EligibilityKind.NOT_TEAMS)


class QuestionKind(models.TextChoices):
    """What a question of the nomination form is answered with."""

    TEXT = "text", _("A line of text")
    LONG_TEXT = "long_text", _("A longer text")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")
    CHOICE = "choice", _("One of several answers")
    FILE = "file", _("A file")


class RewardKind(models.TextChoices):
    """What a reward is made of (K3)."""

    MONEY = "money", _("Money")
    VOUCHER = "voucher", _("Voucher or gift")
    TIME = "time", _("Time off")
    DEVELOPMENT = "development", _("Development")
    ACKNOWLEDGEMENT = "acknowledgement", _("Public acknowledgement")
    EXPERIENCE = "experience", _("Experience")


class CasePurpose(models.TextChoices):
    """What a business case asks for (P6)."""

    INTRODUCE = "introduce", _("Introduce a programme")
    DEVELOP = "develop", _("Develop an existing programme")


class CaseState(models.TextChoices):
    """The life of one version of a business case."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    CHANGES_REQUESTED = "changes-requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")


class ApprovalRule(models.TextChoices):
    """Whose approval a business case needs; chosen when it is proposed."""

    ALL = "all", _("All of them approve")
    ANY = "any", _("Any one of them approves")


class Verdict(models.TextChoices):
    """What an approver answers."""

    APPROVE = "approve", _("Approve")
    REQUEST_CHANGES = "request-changes", _("Request changes")
    REJECT = "reject", _("Reject")


class PathScreen(models.TextChoices):
    """The screens of the guided path after the choice of a template, in their order."""

    ABOUT = "about", _("About")
    OBJECTIVES = "objectives", _("Objectives")
    WHO = "who", _("Who can win")
    REWARDS = "rewards", _("Rewards")
    WHEN = "when", _("When")
    READY = "ready", _("Presentation")


class LaunchKind(models.TextChoices):
    """What a launch task is."""

    MESSAGE = "message", _("Message")
    TRAINING = "training", _("Training")
    ENDORSEMENT = "endorsement", _("Endorsement")
    PILOT = "pilot", _("Pilot")
    PUBLICITY = "publicity", _("Publicity")
    REVIEW = "review", _("Review")


class PlannedState(models.TextChoices):
    """The life of a planned message; ``programmes.services.planned_messages.move_message`` is the one gate."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    CANCELLED = "cancelled", _("Cancelled")


# Every legal move of a planned message. Once it is being sent, nobody calls it back.
PLANNED_MOVES: dict[str, tuple[str, ...]] = {
    PlannedState.DRAFT: (PlannedState.SCHEDULED, PlannedState.CANCELLED),
    PlannedState.SCHEDULED: (PlannedState.DRAFT, PlannedState.SENDING, PlannedState.CANCELLED),
    PlannedState.SENDING: (PlannedState.SENT,),
    PlannedState.SENT: (),
    PlannedState.CANCELLED: (PlannedState.DRAFT,),
}

# While it stands here, its words may still change.
EDITABLE_STATES: tuple[str, ...] = (PlannedState.DRAFT, PlannedState.SCHEDULED)


class MessageAudience(models.TextChoices):
    """To whom a planned message goes."""

    EVERYBODY = "everybody", _("Everybody who works here")
    TEAMS = "teams", _("Some teams, with the teams below them")
    JOB_ROLES = "job-roles", _("Some job roles")
    LEADERS = "leaders", _("Team leaders and line managers")
    CUSTOMERS = "customers", _("Customers on a list")


class Encouragement(models.TextChoices):
    """What helps where nominations are slow, the strongest first (M6)."""

    ENDORSEMENT = "endorsement", _("Endorsement")
    REMINDER = "reminder", _("Reminder")
    TEAMS = "teams", _("Note to silent teams")
    PILOT = "pilot", _("Pilot")
    WORDING = "wording", _("Wording")


class Stage(models.TextChoices):
    """Where a cycle stands."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open for nominations")
    SCREENING = "screening", _("Screening")
    JUDGING = "judging", _("Judging")
    DELIBERATING = "deliberating", _("Deliberating")
    DECIDED = "decided", _("Decided")
    ANNOUNCED = "announced", _("Announced")
    EVALUATING = "evaluating", _("Evaluating")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


# Every legal move of a cycle; ``programmes.services.cycles.move_cycle`` is the one gate. A step back is always by hand.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    Stage.PLANNED: (Stage.OPEN, Stage.CANCELLED),
    Stage.OPEN: (Stage.SCREENING, Stage.CANCELLED),
    Stage.SCREENING: (Stage.JUDGING, Stage.OPEN, Stage.CANCELLED),
    Stage.JUDGING: (Stage.DELIBERATING, Stage.SCREENING, Stage.CANCELLED),
    Stage.DELIBERATING: (Stage.DECIDED, Stage.JUDGING, Stage.CANCELLED),
    Stage.DECIDED: (Stage.ANNOUNCED, Stage.DELIBERATING, Stage.CANCELLED),
    Stage.ANNOUNCED: (Stage.EVALUATING,),
    Stage.EVALUATING: (Stage.CLOSED,),
    Stage.CLOSED: (),
    Stage.CANCELLED: (),
}

# The stages in their order, as a rail shows them.
STAGES_IN_ORDER: tuple[str, ...] = tuple(stage for stage in Stage.values if stage != Stage.CANCELLED)

# From here on the rules of a cycle are frozen.
OPENED_STAGES: tuple[str, ...] = tuple(stage for stage in STAGES_IN_ORDER if stage != Stage.PLANNED)
