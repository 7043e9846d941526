"""Whatever plan people make up: written as a file and read back, it is the same; imported and exported, too."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import JobRole
from accounts.tests.factories import TeamFactory, UserFactory
from programmes.check_points import QUESTION_BY_KEY
from programmes.culture import STATEMENT_BY_KEY
from programmes.enums import (
    Aim,
    CasePurpose,
    CheckAnswer,
    CultureAsk,
    EligibilityKind,
    Feedback,
    Kind,
    LaunchKind,
    Method,
    NomineeKind,
    QuestionKind,
    RewardKind,
    Supporting,
)
from programmes.models import Programme
from programmes.plans import lines
from programmes.plans.documents import read_document_bytes
from programmes.plans.reading import read_plan
from programmes.plans.writing import write_plan
from programmes.queries.plans import plan_of
from programmes.services.importing import import_plan

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=40
).filter(lambda text: text.strip() == text and text.isprintable())
maybe = st.one_of(st.just(""), words)
codes = st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)
money = st.decimals(0, 9999, places=2)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
MAYA = "maya@example.org"
ROLES = ("Adviser", "Fitter")


def in_order(drawn, name):
    """As a programme lists them: by day."""
    return tuple(sorted(drawn, key=attrgetter(name)))


def estimates(kind, **more):
    return st.lists(money, min_size=3, max_size=3).flatmap(
        lambda three: st.builds(
            kind,
            title=words,
            low=st.just(min(three)),
            central=st.just(sorted(three)[1]),
            high=st.just(max(three)),
            once=st.booleans(),
            said_by=maybe,
            **more,
        )
    )


hours = st.lists(st.decimals(0, 9999, places=2), min_size=3, max_size=3).map(sorted)
staff_costs = st.builds(
    lambda title, hours, people, rate, once: lines.CostLine.of_staff(
        title, lines.StaffTime(*hours, people=people, hourly_rate=rate), once=once
    ),
    words,
    hours,
    st.integers(1, 999),
    st.decimals(0, 500, places=2),
    st.booleans(),
)
nothing = Decimal(0)
benefits_in_words = st.builds(
    lines.BenefitLine, words, st.just(nothing), st.just(nothing), st.just(nothing), aim=st.sampled_from(Aim.values),
    in_words=words,
)  # fmt: skip


@st.composite
def rules(draw, objectives):
    categories = draw(st.lists(codes, min_size=1, max_size=3, unique=True))
    named = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    weights = {code: [Decimal(100) / len(named)] * len(named) for code in categories}
    for shares in weights.values():
        shares[:] = [share.quantize(Decimal("0.01")) for share in shares]
        shares[0] += 100 - sum(shares)
    low, high = draw(st.sampled_from([(1, 5), (0, 10), (-2, 2)]))
    return lines.RulesLine(
        categories=tuple(
            draw(
                st.builds(
                    lines.CategoryLine,
                    code=st.just(code),
                    title=words,
                    nominee=st.sampled_from(NomineeKind.values),
                    places=st.integers(1, 9),
                    commended=st.integers(0, 9),
                    eligible=maybe,
                    job_roles=st.sets(st.sampled_from(ROLES)).map(lambda roles: tuple(sorted(roles))),
                )
            )
            for code in categories
        ),
        criteria=tuple(
            lines.CriterionLine(
                code=code,
                title=draw(words),
                weights={category: weights[category][n] for category in categories},
                levels={low: draw(words), high: draw(words)},
                meaning=draw(maybe),
                service_standard=draw(maybe),
                objective=draw(st.sampled_from(["", *objectives])),
            )
            for n, code in enumerate(named)
        ),
        eligibility=tuple(
            draw(
                st.lists(
                    st.builds(
                        lines.EligibilityLine,
                        codes,
                        st.sampled_from(EligibilityKind.values),
                        words,
                        st.integers(0, 99),
                        st.sampled_from([("Leak response",), ("Debt support", "Kelham Road")]),
                    ),
                    max_size=2,
                    unique_by=lambda line: line.code,
                )
            )
        ),
        questions=draw(questions(categories)),
        judging=lines.JudgingLine(
            judges_per_entry=draw(st.integers(5, 9)),
            minimum_judges=draw(st.integers(1, 5)),
            feedback=draw(st.sampled_from(Feedback.values)),
            self_nomination=draw(st.booleans()),
            grace=draw(st.booleans()),
            supporting=draw(st.sampled_from(Supporting.values)),
            judges_named=draw(st.booleans()),
            full_panel=draw(st.booleans()),
            scale_low=low,
            scale_high=high,
            method=draw(st.sampled_from(Method.values)),
            blind=draw(st.booleans()),
            tie_break=tuple(draw(st.lists(st.sampled_from([f"criterion:{code}" for code in named]), unique=True))),
        ),
    )


@st.composite
def questions(draw, categories):
    """One with choices, and others of which some wait for an answer to it."""
    named = draw(st.lists(codes, max_size=3, unique=True))
    choices = tuple(draw(st.lists(words, min_size=2, max_size=3, unique=True)))
    asked_in = st.sets(st.sampled_from(categories)).map(lambda some: tuple(sorted(some)))
    first = [lines.QuestionLine(code, draw(words), "choice", draw(maybe), choices=choices) for code in named[:1]]
    after = st.sampled_from([{}, {"shown_if": named[0], "shown_for": choices[-1]}]) if named else st.just({})
    others = [
        lines.QuestionLine(
            code,
            draw(words),
            draw(st.sampled_from([kind for kind in QuestionKind.values if kind != "choice"])),
            required=draw(st.booleans()),
            for_judges=draw(st.booleans()),
            categories=draw(asked_in),
            **draw(after),
        )
        for code in named[1:]
    ]
    return (*first, *others)


def waiting_in_a_row(drawn):
    """Each task begins when it is due and waits for the one before it."""
    return [
        replace(line, starts_on=line.due, after=(before.title,) if before else ())
        for line, before in zip(drawn, [None, *drawn], strict=False)
    ]


def messages():
    hours = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(
        lambda at: at.replace(hour=9, second=0, microsecond=0, fold=0)
    )
    text = words.filter(lambda text: "{" not in text)
    asks = st.lists(text, min_size=2, max_size=4).map(
        lambda answers: {"question": "Who?", "answers": tuple(answers), "right": len(answers)}
    )
    to = st.sampled_from(
        [{}, {"audience": "leaders"}, {"audience": "teams", "teams": ("North",)}, {"audience": "job-roles"}]
    )
    return st.builds(
        lambda subject, body, at, audience, check: lines.MessageLine(subject, body, at, **audience, **check),
        text,
        text,
        hours,
        to,
        st.just({}) | asks,
    )


@st.composite
def plans(draw):
    objectives = draw(st.lists(codes, max_size=3, unique=True))
    options = draw(st.lists(codes.filter(lambda code: code != "nothing"), max_size=3, unique=True))
    score = {code: st.builds(lines.ScoreLine, st.just(code), st.integers(0, 5), maybe) for code in objectives}
    return lines.Plan(
        slug=draw(codes),
        identity=draw(
            st.builds(
                lines.Identity,
                title=words,
                purpose=words,
                kinds=st.lists(st.sampled_from(Kind.values), min_size=1, unique=True).map(tuple),
                public=st.booleans(),
                accent=st.just("#0e5a7a"),
                commitment=maybe,
                promised_by=maybe,
                question=maybe,
                invitation=maybe,
            )
        ),
        managers=(MAYA,),
        objectives=tuple(
            draw(
                st.builds(
                    lines.ObjectiveLine,
                    code=st.just(code),
                    aim=st.sampled_from(Aim.values),
                    statement=words,
                    measure=maybe,
                    baseline=st.none() | money,
                    target=st.none() | money,
                    due=st.none() | days,
                )
            )
            for code in objectives
        ),
        options=(
            *(
                lines.OptionLine(
                    code=code,
                    title=draw(words),
                    benefits=draw(maybe),
                    cost=draw(st.none() | money),
                    scheme=draw(st.just("") | codes),
                    culture=draw(
                        st.dictionaries(st.sampled_from(list(STATEMENT_BY_KEY)), st.sampled_from(CultureAsk.values))
                    ),
                    scores=tuple(draw(score[objective]) for objective in sorted(objectives)),
                )
                for code in options
            ),
            lines.OptionLine(code="nothing", title="Do nothing", do_nothing=True),
        ),
        choice=draw(st.builds(lines.ChoiceLine, st.sampled_from([*options, "nothing"]), words, st.just(MAYA), maybe)),
        rules=draw(rules(objectives)),
        rewards=tuple(
            draw(
                st.lists(
                    st.builds(
                        lines.RewardLine,
                        title=words,
                        kind=st.sampled_from(RewardKind.values),
                        money=st.booleans(),
                        unit_cost=money,
                        places=st.lists(st.integers(1, 5), max_size=3).map(tuple),
                    ),
                    max_size=2,
                )
            )
        ),
        frequency=draw(
            st.none()
            | st.builds(
                lines.FrequencyLine,
                rrule=st.sampled_from(["FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1"]),
                starts_on=st.none() | days,
                nominate_days=st.integers(1, 27),
                holiday_region=st.sampled_from(["", "GB-SCT", "IE"]),
            )
        ),
        presentation=draw(
            st.none()
            | st.builds(
                lines.PresentationLine,
                *(words, maybe, maybe, maybe, maybe),
                budget=st.none() | money,
                owner=st.sampled_from(["", MAYA]),
                offset_days=st.integers(-99, 99),
            )
        ),
        publicity=in_order(
            draw(
                st.lists(
                    st.builds(
                        lines.PublicityLine,
                        *(words, st.just(MAYA), st.integers(-99, 99), maybe, maybe, maybe),
                        budget=st.none() | money,
                    ),
                    max_size=2,
                )
            ),
            "offset_days",
        ),
        case=draw(
            st.none()
            | st.builds(
                lines.CaseLine,
                summary=words,
                purpose=st.sampled_from(CasePurpose.values),
                years=st.integers(1, 10),
                discount_rate=st.decimals(0, 50, places=2),
                costs=st.lists(estimates(lines.CostLine) | staff_costs, max_size=2).map(tuple),
                benefits=st.lists(
                    estimates(lines.BenefitLine, aim=st.sampled_from(Aim.values), in_words=maybe) | benefits_in_words,
                    max_size=2,
                ).map(tuple),
                risks=st.lists(
                    st.builds(lines.RiskLine, words, st.integers(1, 5), st.integers(1, 5), maybe), max_size=2
                ).map(tuple),
            )
        ),
        launch=in_order(
            draw(
                st.lists(
                    st.builds(lines.LaunchLine, words, st.sampled_from(LaunchKind.values), days, maybe, notes=maybe),
                    max_size=2,
                    unique_by=lambda line: line.title,
                ).map(waiting_in_a_row)
            ),
            "due",
        ),
        responsibilities=tuple(
            draw(
                st.lists(
                    st.builds(
                        lines.ResponsibilityLine,
                        words,
                        st.sampled_from(["", MAYA]),
                        st.none() | st.dates(date(2020, 1, 1)),
                    ),
                    max_size=2,
                    unique_by=lambda line: line.what,
                )
            )
        ),
        check_points=tuple(
            draw(st.builds(lines.CheckPointLine, st.just(key), st.sampled_from(CheckAnswer.values), words))
            for key in sorted(draw(st.sets(st.sampled_from(list(QUESTION_BY_KEY)), max_size=3)))
        ),
        messages=in_order(draw(st.lists(messages(), max_size=2, unique_by=lambda line: line.subject)), "send_at"),
        pilot_teams=draw(st.sampled_from([(), ("Crew", "North")])),
        track_opens=draw(st.booleans()),
        second_look=draw(st.booleans()),
    )


def reread(plan: lines.Plan) -> lines.Plan:
    return read_plan(read_document_bytes(write_plan(plan).encode(), "plan.yaml"))


@given(plans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_plan_that_is_written_is_read_back_as_the_same_plan(plan):
    assert reread(plan) == plan


@pytest.mark.django_db
@given(plan=plans(), changed=plans())
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_what_is_imported_is_exported_and_a_changed_file_changes_the_programme(plan, changed):
    with transaction.atomic():
        UserFactory(email=MAYA)
        JobRole.objects.bulk_create(JobRole(name=name) for name in ROLES)
        TeamFactory(name="North")
        TeamFactory(name="Crew")
        import_plan(plan=plan, actor=None)
        assert reread(plan_of(Programme.objects.get(slug=plan.slug))) == plan
        assert import_plan(plan=plan, actor=None).changed == ()
        assert_can_be_changed(replace(changed, slug=plan.slug, objectives=plan.objectives, rules=plan.rules))
        transaction.set_rollback(True)


def assert_can_be_changed(plan: lines.Plan) -> None:
    plan = replace(plan, options=plan.options[-1:], choice=plan.choice and replace(plan.choice, option="nothing"))
    import_plan(plan=plan, actor=None)
    now = plan_of(Programme.objects.get(slug=plan.slug))
    left_out = ("frequency", "presentation", "case", "choice", "responsibilities")
    kept = {name: getattr(plan, name) or getattr(now, name) for name in left_out}
    answers = {line.key: line for line in now.check_points}
    assert answers == answers | {line.key: line for line in plan.check_points}
    assert now == replace(plan, **kept, check_points=now.check_points)
    assert import_plan(plan=plan, actor=None).changed == ()
