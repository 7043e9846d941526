"""Figures of surveys, KPIs and awards, and that nothing of fewer than five people is shown."""

from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.calculations.answers import KEPT_BACK, MARKS, Summary, UnreadableAnswer, read_answer, summarise
from evaluation.calculations.trend import change_of
from evaluation.models import Answer
from evaluation.queries.award_figures import costs_of, decisions_of, nominator_kinds, reliability_of, spread_of_awards
from evaluation.queries.figures import figures_of
from evaluation.queries.kpi_figures import kpis_of, opened_cycles
from evaluation.queries.survey_figures import survey_figures
from evaluation.queries.verdict import headlines_of, verdict_of
from evaluation.tests.factories import KpiFactory, MeasurementFactory, answered, confirmed, evaluated_cycle, prepared
from judging.models import Result
from nominations.queries.participation import participation_of
from nominations.tests.factories import accepted_entry
from programmes.tests.factories import ObjectiveFactory, RewardFactory, running_cycle

LONDON = ZoneInfo("Europe/London")


def test_five_answers_are_summed_up():
    assert summarise("likert5", [1, 3, 4, 5, 5]) == Summary(5, 3.6, 0.6, 3, ((1, 1), (2, 0), (3, 1), (4, 1), (5, 2)))
    assert summarise("yes_no", [1, 1, 0, 1, 1]) == Summary(5, 0.8, 0.8, 4, ((0, 1), (1, 4)))


@given(kind=st.sampled_from(sorted(MARKS)), count=st.integers(0, 4), data=st.data())
def test_fewer_than_five_answers_are_never_summed_up(kind, count, data):
    values = data.draw(st.lists(st.sampled_from(MARKS[kind]), min_size=count, max_size=count))
    assert summarise(kind, values) == KEPT_BACK


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("likert5", "5", 5),
        ("nps", "0", 0),
        ("nps", "10", 10),
        ("yes_no", "Yes", 1),
        ("yes_no", "no", 0),
        ("text", "Hm", "Hm"),
    ],
)
def test_an_answer_is_read_as_its_question_wants_it(kind, text, value):
    assert read_answer(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("likert5", "0"),
        ("likert5", "6"),
        ("likert5", "4.5"),
        ("likert5", "²"),
        ("nps", "11"),
        ("yes_no", "maybe"),
        ("text", "x" * 4001),
    ],
)
def test_an_answer_that_its_question_does_not_allow_is_refused(kind, text):
    with pytest.raises(UnreadableAnswer):
        read_answer(kind, text)


def test_a_figure_is_compared_before_the_programme_and_during_the_cycle():
    day = date(2026, 1, 5)
    points = [(day + timedelta(weeks=week), float(week)) for week in range(6)]
    change = change_of(points, start=points[2][0], first=points[3][0], last=points[4][0])
    assert (change.before, change.before_n, change.during, change.during_n, change.difference) == (0.5, 2, 3.5, 2, 3.0)


def test_a_change_without_figures_before_is_not_known():
    change = change_of([(date(2026, 5, 1), 4.0)], start=date(2026, 1, 1), first=date(2026, 5, 1), last=date(2026, 6, 1))
    assert (change.before, change.during, change.difference) == (None, 4.0, None)


@pytest.mark.django_db
def test_an_audience_of_four_shows_neither_figures_nor_words():
    cycle = running_cycle(stage="evaluating")
    surveys = prepared(cycle)
    answered(surveys["others"], 4, words="I was there")
    answered(surveys["winners"], 5, words="Lovely")
    found = {one.audience: one for one in survey_figures(cycle)}
    assert (found["others"].responses, found["others"].comments, found["others"].headline) == (None, (), None)
    assert {question.summary for question in found["others"].questions} == {KEPT_BACK}
    assert (found["winners"].responses, found["winners"].comments) == (5, ("Lovely",) * 5)
    assert found["winners"].question("win-fair").summary.mean == 4


@pytest.mark.django_db
def test_a_question_that_only_four_of_ten_answered_is_kept_back():
    cycle = running_cycle(stage="evaluating")
    survey = prepared(cycle)["others"]
    answered(survey, 10)
    few = Answer.objects.filter(question__code="oth-fair")
    Answer.objects.filter(pk__in=few.values_list("pk", flat=True)[:6]).delete()
    (others,) = [one for one in survey_figures(cycle) if one.audience == "others"]
    assert others.question("oth-fair").summary == KEPT_BACK
    assert others.question("oth-rules").summary.answered == 10


@pytest.mark.django_db
def test_the_same_question_stands_side_by_side():
    cycle = running_cycle(stage="evaluating")
    prepared(cycle)
    compared = [(one.theme, [audience for audience, _ in one.answers]) for one in figures_of(cycle).compared]
    assert compared == [
        ("fair", ["managers", "winners", "others"]),
        ("again", ["managers", "others"]),
        ("recommend", ["winners", "customers"]),
    ]


@pytest.mark.django_db
def test_objectives_stand_with_their_figure_and_their_target_in_the_chart():
    cycle = running_cycle(stage="evaluating")
    kpi = KpiFactory(code="csat", title="Customer satisfaction")
    KpiFactory(code="aaa")
    ObjectiveFactory(
        programme=cycle.programme,
        code="o",
        measure="customer SATISFACTION",
        baseline=Decimal("4.1"),
        target=Decimal("4.4"),
    )
    MeasurementFactory(kpi=kpi, date="2026-09-28", value=Decimal("4.0"))
    MeasurementFactory(kpi=kpi, date="2026-10-05", value=Decimal("4.2"))
    MeasurementFactory(kpi=kpi, date="2026-10-12", value=Decimal("4.4"))
    MeasurementFactory(kpi=kpi, date="2027-10-12", value=Decimal(1))
    found = kpis_of(cycle, LONDON, opened_cycles(cycle.programme))
    assert found.start == date(2026, 10, 1)
    (one,) = found.kpis
    assert (one.change.before, round(one.change.during, 6), one.target, one.better) == (4.0, 4.3, 4.4, True)
    assert [(objective.code, round(objective.now, 6)) for objective in found.objectives] == [("o", 4.3)]


@pytest.mark.django_db
def test_a_figure_that_should_fall_is_better_when_it_falls():
    cycle = running_cycle(stage="evaluating")
    kpi = KpiFactory(higher_is_better=False)
    MeasurementFactory(kpi=kpi, date="2026-09-28", value=7)
    MeasurementFactory(kpi=kpi, date="2026-10-05", value=6)
    assert kpis_of(cycle, LONDON, opened_cycles(cycle.programme)).kpis[0].better is True


@pytest.mark.django_db
def test_awards_are_counted_by_team_and_rewards_by_cost():
    cycle = evaluated_cycle(others=1)
    team = cycle.decisions.get().entry.person.team
    RewardFactory(programme=cycle.programme, places=[1])
    RewardFactory(programme=cycle.programme, places=[2])
    assert spread_of_awards(decisions_of(cycle)).teams == ((team.name, 1),)
    assert [(cost.due, cost.planned, cost.spent) for cost in costs_of(cycle, decisions_of(cycle))] == [
        (1, Decimal(120), 0),
        (0, 0, 0),
    ]
    assert dict(nominator_kinds(participation_of(cycle)))["Customer"] == 2


@pytest.mark.django_db
def test_a_reward_of_a_commended_place_is_counted_too():
    cycle = evaluated_cycle(others=0)
    confirmed(accepted_entry(cycle), place=2, commended=True)
    RewardFactory(programme=cycle.programme, places=[1, 2], unit_cost=18)
    assert [(cost.due, cost.planned) for cost in costs_of(cycle, decisions_of(cycle))] == [(2, Decimal(36))]


@pytest.mark.django_db
def test_the_judges_agreement_comes_from_the_newest_result_of_the_rules_method():
    cycle = running_cycle(stage="evaluating")
    category = cycle.rulebook.categories.get()
    figures = {"reliability": {"krippendorff_alpha": 0.6, "icc_2_1": None, "icc_2_k": None}}
    for digest, severities in (("old", [0.0, 1.0]), ("new", [-3.0, None, 4.5])):
        Result.objects.create(
            cycle=cycle, category=category, method=cycle.rulebook.method, inputs_digest=digest,
            figures={**figures, "judges": [{"severity": severity} for severity in severities]},
        )  # fmt: skip
    Result.objects.create(cycle=cycle, category=category, method="borda", inputs_digest="b", figures={})
    (found,) = reliability_of(cycle)
    assert (found.judges, found.krippendorff_alpha, found.icc_2_k, found.severity_spread) == (3, 0.6, None, 7.5)


@pytest.mark.django_db
def test_the_head_says_what_the_figures_say_until_the_manager_concludes():
    cycle = running_cycle(stage="evaluating")
    assert verdict_of(figures_of(cycle)) == "There are not enough answers and figures yet to say what this cycle did."
    answered(prepared(cycle)["others"], 5, mark=2)
    figures = figures_of(cycle)
    assert verdict_of(figures).startswith("Weakest: “I knew the rules before nominations opened”, 2.00 of 5")
    assert [(one.what, one.value) for one in headlines_of(figures)] == [
        ("Teams with a nomination", "0 of 0"),
        ("Found the result fair", "0%"),
    ]
    figures.review.conclusion = "Keep it."
    assert verdict_of(figures) == "Keep it."
