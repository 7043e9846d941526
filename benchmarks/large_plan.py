"""A plan as large as one may become: what the pages that plan a programme are measured with."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from programmes.enums import Aim, EligibilityKind, LaunchKind, PlannedState, RewardKind
from programmes.models import (
    BenefitLine,
    BusinessCase,
    Category,
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
    ConsultationResponse,
    ConsultedCriterion,
    CostLine,
    Criterion,
    CriterionCategory,
    EligibilityRule,
    Frequency,
    LaunchTask,
    Level,
    Objective,
    Option,
    OptionScore,
    PlannedMessage,
    Presentation,
    Programme,
    Publicity,
    Recipient,
    Reward,
    Risk,
    Rulebook,
)
from programmes.plans.rule_trees import rules_tree
from programmes.queries.plans import rules_of

SLUG = "large-plan"
OPTIONS, CRITERIA, LAUNCH_TASKS = 60, 40, 200
OBJECTIVES, CATEGORIES, REWARDS, LINES = 8, 5, 20, 30
ANSWERED = 120
SENT = datetime(2026, 1, 5, 9, tzinfo=UTC)
WORDS = "What a team leader would write about it after a morning’s thought, in two lines or three. " * 2


@transaction.atomic
def large_plan(manager: User) -> Programme:
    """The programme of this name, made where it is not there yet."""
    known = Programme.objects.filter(slug=SLUG).first()
    if known is not None:
        return known
    programme = Programme.objects.create(slug=SLUG, title="A large plan", purpose=WORDS, kinds=["individual"])
    programme.managers.add(manager)
    objectives = _objectives(programme)
    _options(programme, objectives)
    _rules(programme, objectives)
    _consultation(programme)
    _rewards_and_launch(programme, manager)
    _messages(programme)
    _case(programme)
    return programme


def _money(number: int) -> dict[str, Any]:
    return {"title": f"Line {number}", "low": 100 * number, "central": 120 * number, "high": 150 * number}


def _objectives(programme: Programme) -> list[Objective]:
    return Objective.objects.bulk_create(
        Objective(
            programme=programme,
            code=f"objective-{number}",
            position=number,
            aim=Aim.values[number % 2],
            statement=f"Raise figure {number} by a tenth",
            measure=f"Figure {number}",
            baseline=Decimal(40),
            target=Decimal(44),
            due=date(2030, 3, 31),
            strategy="Service that people remember",
        )
        for number in range(OBJECTIVES)
    )


def _options(programme: Programme, objectives: list[Objective]) -> None:
    options = Option.objects.bulk_create(
        Option(
            programme=programme,
            code=f"option-{number}",
            position=number,
            title="Do nothing" if number == 0 else f"Option {number}",
            description=WORDS,
            benefits=WORDS,
            drawbacks=WORDS,
            reward_kind=RewardKind.values[number % len(RewardKind.values)],
            cost=Decimal(1000 + number),
            do_nothing=number == 0,
        )
        for number in range(OPTIONS)
    )
    OptionScore.objects.bulk_create(
        OptionScore(option=option, objective=objective, value=(3 * row + 2 * column) % 6, reason="Because it is so.")
        for row, option in enumerate(options)
        for column, objective in enumerate(objectives)
    )


def _rules(programme: Programme, objectives: list[Objective]) -> None:
    rulebook = Rulebook.objects.create(programme=programme, version=1, tie_break=["chair"])
    categories = Category.objects.bulk_create(
        Category(rulebook=rulebook, code=f"category-{number}", position=number, title=f"Category {number}")
        for number in range(CATEGORIES)
    )
    criteria = Criterion.objects.bulk_create(
        Criterion(
            rulebook=rulebook,
            code=f"criterion-{number}",
            position=number,
            title=f"Criterion {number}",
            meaning=WORDS,
            objective=objectives[number % OBJECTIVES],
        )
        for number in range(CRITERIA)
    )
    Level.objects.bulk_create(
        Level(criterion=criterion, value=value, description=f"What a {value} looks like")
        for criterion in criteria
        for value in (1, 3, 5)
    )
    CriterionCategory.objects.bulk_create(
        CriterionCategory(criterion=criterion, category=category, weight=Decimal(100) / CRITERIA)
        for criterion in criteria
        for category in categories
    )
    EligibilityRule.objects.create(
        rulebook=rulebook, code="months", kind=EligibilityKind.MONTHS_EMPLOYED, value=3, title="Three months here"
    )


def _consultation(programme: Programme) -> None:
    """Closed and not replied to: every criterion with its answers by job role and its comments."""
    rulebook = programme.rulebooks.get()
    people = list(User.objects.filter(is_active=True).order_by("pk"))
    consultation = Consultation.objects.create(
        rulebook=rulebook,
        asked=rules_tree(rules_of(rulebook)),
        opened_at=SENT,
        closes_at=SENT + timedelta(days=9),
        closed_at=SENT + timedelta(days=9),
    )
    asked = ConsultedCriterion.objects.bulk_create(
        ConsultedCriterion(consultation=consultation, code=row.code, title=row.title, position=row.position)
        for row in rulebook.criteria.all()
    )
    ConsultationInvitation.objects.bulk_create(
        ConsultationInvitation(consultation=consultation, person=person, told=True, used=number < ANSWERED)
        for number, person in enumerate(people)
    )
    given = ConsultationResponse.objects.bulk_create(
        ConsultationResponse(consultation=consultation, key_digest=str(person.pk), job_role=person.job_role)
        for person in people[:ANSWERED]
    )
    ConsultationAnswer.objects.bulk_create(
        ConsultationAnswer(
            response=response, criterion=criterion, clear=True, fair=(row + column) % 3 > 0, reaches=True,
            comment=WORDS if (row + column) % 20 == 0 else "",
        )
        for row, response in enumerate(given)
        for column, criterion in enumerate(asked)
    )  # fmt: skip


def _messages(programme: Programme) -> None:
    """A message of the launch that went to everybody, with its question, and one that is still a draft."""
    words = {"programme": programme, "body": WORDS, "send_at": SENT}
    PlannedMessage.objects.create(subject="Nominate a colleague", **words)
    check = {"question": "Who may nominate?", "answers": ["Everybody", "Managers"], "right": 1}
    sent = PlannedMessage.objects.create(
        subject="It begins", state=PlannedState.SENT, sent_at=SENT, counts_opens=True, **check, **words
    )
    Recipient.objects.bulk_create(
        Recipient(
            planned=sent, person=person, team=person.team, token=f"{number:043}", opened_at=SENT if number % 3 else None,
            answer=1 + number % 5 // 4 if number % 2 else None, answered_at=SENT if number % 2 else None,
        )
        for number, person in enumerate(User.objects.filter(is_active=True).select_related("team"))
    )  # fmt: skip


def _rewards_and_launch(programme: Programme, owner: User) -> None:
    Reward.objects.bulk_create(
        Reward(
            programme=programme,
            position=number,
            title=f"Reward {number}",
            kind=RewardKind.values[number % len(RewardKind.values)],
            unit_cost=Decimal(50),
            places=[1, 2],
            benefits=WORDS,
            drawbacks=WORDS,
        )
        for number in range(REWARDS)
    )
    Frequency.objects.create(programme=programme, rrule="FREQ=MONTHLY;BYMONTHDAY=1")
    Presentation.objects.create(programme=programme, style="team-meeting", notes=WORDS)
    Publicity.objects.bulk_create(
        Publicity(programme=programme, channel=f"Channel {number}", owner=owner, offset_days=number - 10)
        for number in range(LINES)
    )
    LaunchTask.objects.bulk_create(
        LaunchTask(
            programme=programme,
            title=f"Step {number} of the launch",
            kind=LaunchKind.values[number % len(LaunchKind.values)],
            audience="Team leaders",
            channel="Intranet",
            owner=owner,
            due=date(2030, 1, 1) + timedelta(days=number),
        )
        for number in range(LAUNCH_TASKS)
    )


def _case(programme: Programme) -> None:
    case = BusinessCase.objects.create(programme=programme, version=1, summary=WORDS)
    CostLine.objects.bulk_create(CostLine(case=case, **_money(number)) for number in range(1, LINES))
    BenefitLine.objects.bulk_create(
        BenefitLine(case=case, aim=Aim.values[number % 2], **_money(number)) for number in range(1, LINES)
    )
    Risk.objects.bulk_create(Risk(case=case, title=f"Risk {number}", mitigation=WORDS) for number in range(LINES))
