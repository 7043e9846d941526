"""A stored programme as the plain plan that files and pages handle."""

from copy import copy
from decimal import Decimal

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from programmes.enums import CaseState
from programmes.models import (
    BusinessCase,
    Category,
    CostLine,
    Criterion,
    CriterionCategory,
    EligibilityRule,
    FormQuestion,
    Objective,
    Option,
    Programme,
    Rulebook,
)
from programmes.plans import lines
from programmes.queries.plan_launch import launch_of, messages_of, pilot_teams_of

# All that a version of the rules holds.
_RULES = (
    "categories__job_roles",
    Prefetch("criteria", Criterion.objects.select_related("objective")),
    "criteria__levels",
    Prefetch("criteria__places", CriterionCategory.objects.select_related("category")),
    "eligibility_rules",
    "questions__categories",
)


def plan_of(programme: Programme) -> lines.Plan:
    """The whole plan: the newest version of its rules and of its business case, published or not."""
    rulebook, case = newest_rulebook(programme), newest_case(programme)
    return lines.Plan(
        slug=programme.slug,
        identity=identity_of(programme),
        managers=tuple(programme.managers.order_by("email").values_list("email", flat=True)),
        objectives=tuple(objective_line(row) for row in programme.objectives.all()),
        options=tuple(option_line(row) for row in programme.options.prefetch_related("scores__objective")),
        choice=choice_of(programme),
        rules=rules_of(rulebook) if rulebook else lines.RulesLine(),
        change_note=rulebook.change_note if rulebook else "",
        rewards=rewards_of(programme),
        frequency=frequency_of(programme),
        presentation=presentation_of(programme),
        publicity=publicity_of(programme),
        case=case_line(case) if case else None,
        launch=launch_of(programme),
        responsibilities=responsibilities_of(programme),
        check_points=tuple(lines.CheckPointLine(row.key, row.answer, row.note) for row in programme.check_points.all()),
        messages=messages_of(programme),
        pilot_teams=pilot_teams_of(programme),
        track_opens=programme.track_opens,
        second_look=programme.second_look,
    )


def newest_rulebook(programme: Programme) -> Rulebook | None:
    """The newest version of the rules, draft or not."""
    return programme.rulebooks.order_by("-version").first()


def newest_case(programme: Programme) -> BusinessCase | None:
    """The newest version of the business case."""
    return programme.business_cases.order_by("-version").first()


def last_approved(programme: Programme) -> BusinessCase | None:
    """The newest version of the business case that was approved, formally or not."""
    return programme.business_cases.filter(state=CaseState.APPROVED).order_by("-version").first()


def identity_of(programme: Programme) -> lines.Identity:
    """What it is called and stands for."""
    return lines.Identity(
        title=programme.title,
        purpose=programme.purpose,
        kinds=tuple(programme.kinds),
        public=programme.public,
        accent=programme.accent,
        commitment=programme.commitment,
        promised_by=programme.promised_by,
        question=programme.question,
        invitation=programme.invitation,
    )


def objective_line(row: Objective) -> lines.ObjectiveLine:
    return lines.ObjectiveLine(
        code=row.code,
        aim=row.aim,
        statement=row.statement,
        measure=row.measure,
        baseline=row.baseline,
        target=row.target,
        due=row.due,
        strategy=row.strategy,
        weight=row.weight,
    )


def option_line(row: Option) -> lines.OptionLine:
    scores = sorted(row.scores.all(), key=lambda score: score.objective.code)
    return lines.OptionLine(
        code=row.code,
        title=row.title,
        description=row.description,
        source=row.source,
        source_who=row.source_who,
        benefits=row.benefits,
        drawbacks=row.drawbacks,
        reward_kind=row.reward_kind,
        cost=row.cost,
        do_nothing=row.do_nothing,
        scheme=row.scheme,
        culture=row.culture,
        scores=tuple(lines.ScoreLine(score.objective.code, score.value, score.reason) for score in scores),
    )


def choice_of(programme: Programme) -> lines.ChoiceLine | None:
    """Which option was chosen, why, and by whom."""
    choice = getattr(programme, "choice", None)
    if choice is None:
        return None
    return lines.ChoiceLine(choice.option.code, choice.rationale, choice.chosen_by.email, choice.against_reason)


def rules_of(rulebook: Rulebook) -> lines.RulesLine:
    """One version of the rules, whole and as it is stored now; seven queries however large it is, eight where its form asks."""
    read = copy(rulebook)
    read._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # where Django keeps them; the stubs do not say
    prefetch_related_objects([read], *_RULES)
    return rules_in(read)


def with_rules(rulebooks: QuerySet[Rulebook]) -> QuerySet[Rulebook]:
    """These versions with all that they hold; seven or eight queries more however many."""
    return rulebooks.prefetch_related(*_RULES)


def rules_in(rulebook: Rulebook) -> lines.RulesLine:
    """The same of a version ``with_rules``, in no query."""
    return lines.RulesLine(
        categories=tuple(_category_line(row) for row in rulebook.categories.all()),
        criteria=tuple(_criterion_line(row) for row in rulebook.criteria.all()),
        eligibility=tuple(_eligibility_line(row) for row in rulebook.eligibility_rules.all()),
        judging=judging_of(rulebook),
        questions=tuple(_question_line(row) for row in rulebook.questions.all()),
    )


def judging_of(rulebook: Rulebook) -> lines.JudgingLine:
    """The judging procedure of a version."""
    return lines.JudgingLine(
        judges_per_entry=rulebook.judges_per_entry,
        minimum_judges=rulebook.minimum_judges,
        blind=rulebook.blind,
        scale_low=rulebook.scale_low,
        scale_high=rulebook.scale_high,
        method=rulebook.method,
        tie_break=tuple(rulebook.tie_break),
        feedback=rulebook.feedback,
        self_nomination=rulebook.self_nomination,
        grace=rulebook.grace,
        supporting=rulebook.supporting,
        judges_named=rulebook.judges_named,
        full_panel=rulebook.full_panel,
    )


def _category_line(row: Category) -> lines.CategoryLine:
    return lines.CategoryLine(
        code=row.code,
        title=row.title,
        nominee=row.nominee,
        places=row.places,
        commended=row.commended,
        eligible=row.eligible,
        job_roles=tuple(sorted(role.name for role in row.job_roles.all())),
    )


def _criterion_line(row: Criterion) -> lines.CriterionLine:
    places = sorted(row.places.all(), key=lambda place: (place.category.position, place.category.pk))
    return lines.CriterionLine(
        code=row.code,
        title=row.title,
        weights={place.category.code: place.weight for place in places},
        levels={level.value: level.description for level in row.levels.all()},
        meaning=row.meaning,
        service_standard=row.service_standard,
        objective=row.objective.code if row.objective else "",
    )


def _eligibility_line(row: EligibilityRule) -> lines.EligibilityLine:
    return lines.EligibilityLine(
        code=row.code, kind=row.kind, title=row.title, value=row.value, listed=tuple(row.listed)
    )


def _question_line(row: FormQuestion) -> lines.QuestionLine:
    return lines.QuestionLine(
        code=row.code,
        title=row.title,
        kind=row.kind,
        help=row.help,
        required=row.required,
        for_judges=row.for_judges,
        choices=tuple(row.choices),
        shown_if=row.shown_if,
        shown_for=row.shown_for,
        categories=tuple(sorted(category.code for category in row.categories.all())),
    )


def rewards_of(programme: Programme) -> tuple[lines.RewardLine, ...]:
    """What each place brings."""
    return tuple(
        lines.RewardLine(
            title=row.title,
            kind=row.kind,
            money=row.money,
            unit_cost=row.unit_cost,
            places=tuple(row.places),
            benefits=row.benefits,
            drawbacks=row.drawbacks,
            tax_note=row.tax_note,
            pk=row.pk,
        )
        for row in programme.rewards.all()
    )


def frequency_of(programme: Programme) -> lines.FrequencyLine | None:
    """How often it runs; None before anybody said."""
    row = getattr(programme, "frequency", None)
    if row is None:
        return None
    return lines.FrequencyLine(
        rrule=row.rrule,
        starts_on=row.starts_on,
        nominate_days=row.nominate_days,
        screen_days=row.screen_days,
        judge_days=row.judge_days,
        deliberate_days=row.deliberate_days,
        evaluate_days=row.evaluate_days,
        holiday_region=row.holiday_region,
    )


def presentation_of(programme: Programme) -> lines.PresentationLine | None:
    """How it is presented; None before anybody said."""
    row = getattr(programme, "presentation", None)
    if row is None:
        return None
    return lines.PresentationLine(
        style=row.style,
        by=row.by,
        place=row.place,
        notes=row.notes,
        people=row.people,
        budget=row.budget,
        owner=row.owner.email if row.owner else "",
        offset_days=row.offset_days,
    )


def publicity_of(programme: Programme) -> tuple[lines.PublicityLine, ...]:
    """How it is made known."""
    return tuple(
        lines.PublicityLine(
            channel=row.channel,
            owner=row.owner.email if row.owner else "",
            offset_days=row.offset_days,
            style=row.style,
            place=row.place,
            people=row.people,
            budget=row.budget,
            pk=row.pk,
        )
        for row in programme.publicity.select_related("owner")
    )


def responsibilities_of(programme: Programme) -> tuple[lines.ResponsibilityLine, ...]:
    """The programme's own rows of its project plan."""
    return tuple(
        lines.ResponsibilityLine(row.what, row.owner.email if row.owner else "", row.due, pk=row.pk)
        for row in programme.responsibilities.select_related("owner")
    )


def case_line(case: BusinessCase) -> lines.CaseLine:
    """A business case without its answers."""
    return lines.CaseLine(
        purpose=case.purpose,
        summary=case.summary,
        years=case.years,
        discount_rate=Decimal(case.discount_rate),
        costs=tuple(_cost_line(row) for row in case.costs.all()),
        benefits=tuple(
            lines.BenefitLine(row.title, row.low, row.central, row.high, row.once, row.said_by, row.aim, row.in_words)
            for row in case.benefits.all()
        ),
        risks=tuple(lines.RiskLine(row.title, row.likelihood, row.impact, row.mitigation) for row in case.risks.all()),
    )


def _cost_line(row: CostLine) -> lines.CostLine:
    staff = None
    if row.hours is not None:  # the database keeps all five or none
        staff = lines.StaffTime(
            hours_low=row.hours_low or Decimal(0),
            hours=row.hours,
            hours_high=row.hours_high or Decimal(0),
            people=row.people or 0,
            hourly_rate=row.hourly_rate or Decimal(0),
        )
    return lines.CostLine(row.title, row.low, row.central, row.high, row.once, row.said_by, staff)
