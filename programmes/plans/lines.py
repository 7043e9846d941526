"""The parts of a plan. Money is in the organisation's currency; people are named by email, other things by code."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from programmes.calculations.staff_time import price


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective; ``weight`` is its share in the appraisal of options, compared with the other objectives'."""

    code: str
    aim: str
    statement: str
    measure: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    due: date | None = None
    strategy: str = ""
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class ScoreLine:
    """How well an option serves an objective, 0 to 5, and why."""

    objective: str
    value: int
    reason: str = ""


@dataclass(frozen=True)
class OptionLine:
    """One scheme that could be run; ``culture`` is what it asks by statement, ``scheme`` its kind in the library."""

    code: str
    title: str
    description: str = ""
    source: str = "inside"
    source_who: str = ""
    benefits: str = ""
    drawbacks: str = ""
    reward_kind: str = ""
    cost: Decimal | None = None
    do_nothing: bool = False
    scheme: str = ""
    culture: dict[str, str] = field(default_factory=dict)
    scores: tuple[ScoreLine, ...] = ()


@dataclass(frozen=True)
class ChoiceLine:
    """The option that was chosen, and why; ``by`` is the email of the manager who chose.

    ``against_reason`` says what the matrix does not show, where that ranks another one first.
    """

    option: str
    rationale: str
    by: str = ""
    against_reason: str = ""


@dataclass(frozen=True)
class CategoryLine:
    """One thing that can be won. ``job_roles`` empty means everybody."""

    code: str
    title: str
    nominee: str = "person"
    places: int = 1
    commended: int = 0
    eligible: str = ""
    job_roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriterionLine:
    """What judges score: ``weights`` by category code (of 100), ``levels`` in words by score."""

    code: str
    title: str
    weights: dict[str, Decimal]
    levels: dict[int, str]
    meaning: str = ""
    service_standard: str = ""
    objective: str = ""


@dataclass(frozen=True)
class EligibilityLine:
    """A rule that data can check; ``listed`` are the teams or sites of a rule about them."""

    code: str
    kind: str
    title: str
    value: int = 0
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionLine:
    """A question of the form beside the story. ``categories`` empty means all of them; ``shown_if`` is the code of a
    question with choices that stands before it, ``shown_for`` the answer to that after which this one is asked.
    """

    code: str
    title: str
    kind: str = "text"
    help: str = ""
    required: bool = False
    for_judges: bool = True
    choices: tuple[str, ...] = ()
    shown_if: str = ""
    shown_for: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class JudgingLine:
    """The judging procedure."""

    judges_per_entry: int = 3
    minimum_judges: int = 2
    blind: bool = True
    scale_low: int = 1
    scale_high: int = 5
    method: str = "calibrated"
    tie_break: tuple[str, ...] = ()
    feedback: str = "scores"
    self_nomination: bool = False
    grace: bool = False
    supporting: str = "no"
    judges_named: bool = False
    full_panel: bool = False


@dataclass(frozen=True)
class RulesLine:
    """One version of the rules, whole."""

    categories: tuple[CategoryLine, ...] = ()
    criteria: tuple[CriterionLine, ...] = ()
    eligibility: tuple[EligibilityLine, ...] = ()
    judging: JudgingLine = field(default_factory=JudgingLine)
    questions: tuple[QuestionLine, ...] = ()


@dataclass(frozen=True)
class RewardLine:
    """What a place brings. ``pk`` says which stored one is meant, where a page knows it."""

    title: str
    kind: str
    money: bool = False
    unit_cost: Decimal = Decimal(0)
    places: tuple[int, ...] = ()
    benefits: str = ""
    drawbacks: str = ""
    tax_note: str = ""
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class FrequencyLine:
    """How often it runs, as an RFC 5545 rule, and how many days each stage takes."""

    rrule: str
    starts_on: date | None = None
    nominate_days: int = 21
    screen_days: int = 3
    judge_days: int = 10
    deliberate_days: int = 4
    evaluate_days: int = 30
    holiday_region: str = ""


@dataclass(frozen=True)
class PresentationLine:
    """How an award is presented; ``owner`` is an email, the budget of one cycle, the days counted from the announcement."""

    style: str
    by: str = ""
    place: str = ""
    notes: str = ""
    people: str = ""
    budget: Decimal | None = None
    owner: str = ""
    offset_days: int = 0


@dataclass(frozen=True)
class PublicityLine:
    """One channel, its owner's email, and days before (−) or after the opening; the budget is of one cycle."""

    channel: str
    owner: str = ""
    offset_days: int = 0
    style: str = ""
    place: str = ""
    people: str = ""
    budget: Decimal | None = None
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class LaunchLine:
    """One step of the launch; whether it is done belongs to the work and not to the plan. ``after`` are the titles of the
    steps that it waits for.
    """

    title: str
    kind: str
    due: date
    audience: str = ""
    channel: str = ""
    owner: str = ""
    starts_on: date | None = None
    notes: str = ""
    after: tuple[str, ...] = ()
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class StaffTime:
    """Hours a year of each person (low, central, high), how many people, and what an hour of one costs."""

    hours_low: Decimal
    hours: Decimal
    hours_high: Decimal
    people: int
    hourly_rate: Decimal

    @property
    def prices(self) -> tuple[Decimal, Decimal, Decimal]:
        """Low, central and high, in money."""
        low, central, high = (
            price(hours, self.people, self.hourly_rate) for hours in (self.hours_low, self.hours, self.hours_high)
        )
        return low, central, high


@dataclass(frozen=True)
class ResponsibilityLine:
    """Something in the project plan that one person, by email, answers for."""

    what: str
    owner: str = ""
    due: date | None = None
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class CheckPointLine:
    """The answer to one question of law and fairness, and how it is met."""

    key: str
    answer: str
    note: str = ""


@dataclass(frozen=True)
class MessageLine:
    """A message that sends itself. ``send_at`` is the organisation's time; ``right`` counts the answers from 1."""

    subject: str
    body: str
    send_at: datetime
    audience: str = "everybody"
    teams: tuple[str, ...] = ()
    job_roles: tuple[str, ...] = ()
    question: str = ""
    answers: tuple[str, ...] = ()
    right: int | None = None


@dataclass(frozen=True)
class CostLine:
    """A cost a year (or once, in the first): low, central, high; where ``staff`` is given, these are its prices."""

    title: str
    low: Decimal
    central: Decimal
    high: Decimal
    once: bool = False
    said_by: str = ""
    staff: StaffTime | None = None

    @classmethod
    def of_staff(cls, title: str, staff: StaffTime, *, once: bool = False, said_by: str = "") -> "CostLine":
        """A cost that is people's time."""
        return cls(title, *staff.prices, once=once, said_by=said_by, staff=staff)


@dataclass(frozen=True)
class BenefitLine:
    """A benefit a year (or once): in money, tagged with its aim; nothing in money is a benefit told ``in_words`` alone."""

    title: str
    low: Decimal
    central: Decimal
    high: Decimal
    once: bool = False
    said_by: str = ""
    aim: str = "customer_satisfaction"
    in_words: str = ""


@dataclass(frozen=True)
class RiskLine:
    """A risk, each of likelihood and impact 1 to 5."""

    title: str
    likelihood: int = 3
    impact: int = 3
    mitigation: str = ""


@dataclass(frozen=True)
class CaseLine:
    """A business case before anybody has answered it."""

    purpose: str = "introduce"
    summary: str = ""
    years: int = 3
    discount_rate: Decimal = Decimal("3.5")
    costs: tuple[CostLine, ...] = ()
    benefits: tuple[BenefitLine, ...] = ()
    risks: tuple[RiskLine, ...] = ()


@dataclass(frozen=True)
class Identity:
    """What a programme is called and stands for."""

    title: str
    purpose: str
    kinds: tuple[str, ...]
    public: bool = False
    accent: str = ""
    commitment: str = ""
    promised_by: str = ""
    question: str = ""
    invitation: str = ""


@dataclass(frozen=True)
class Plan:
    """A whole plan, as a programme file holds it; ``where`` gives the line of each place, for messages."""

    slug: str
    identity: Identity
    managers: tuple[str, ...] = ()
    objectives: tuple[ObjectiveLine, ...] = ()
    options: tuple[OptionLine, ...] = ()
    choice: ChoiceLine | None = None
    rules: RulesLine = field(default_factory=RulesLine)
    change_note: str = field(default="", compare=False)
    rewards: tuple[RewardLine, ...] = ()
    frequency: FrequencyLine | None = None
    presentation: PresentationLine | None = None
    publicity: tuple[PublicityLine, ...] = ()
    case: CaseLine | None = None
    launch: tuple[LaunchLine, ...] = ()
    responsibilities: tuple[ResponsibilityLine, ...] = ()
    check_points: tuple[CheckPointLine, ...] = ()
    messages: tuple[MessageLine, ...] = ()
    pilot_teams: tuple[str, ...] = ()
    track_opens: bool = False
    second_look: bool = False
    where: dict[str, int] = field(default_factory=dict, compare=False)
