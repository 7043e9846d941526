from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.bars import Series, bar_chart
from charts.lean import lean
from charts.line import Mark, line_chart
from charts.rows import row_bars
from charts.scales import Scale, decimals_of, fixed, nice_ticks, place, spread
from charts.strip import strip_scale

finite = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))


@given(finite, finite)
def test_ticks_hold_the_values_and_rise_evenly(one, other):
    low, high = min(one, other), max(one, other)
    ticks = nice_ticks(low, high)
    slack = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= 8


@given(st.lists(st.floats(0, 360), max_size=12))
def test_no_two_dots_hide_each_other(values):
    lanes = spread(values, 9)
    for index, (value, lane) in enumerate(zip(values, lanes, strict=True)):
        for other, other_lane in list(zip(values, lanes, strict=True))[:index]:
            assert lane != other_lane or abs(value - other) >= 9


def test_a_place_is_written_with_a_full_stop_and_without_minus_zero():
    assert [place(1.25), place(-0.01), place(12)] == ["1.2", "0.0", "12.0"]


def test_a_scale_without_extent_puts_everything_at_its_start():
    assert Scale(3, 3, 10, 20).at(3) == 10


def test_bars_stand_on_each_other_and_the_table_says_the_same():
    chart = bar_chart(
        ident="weeks",
        title="Nominations by week",
        description="5 and 9",
        label_head="Week",
        labels=["1 Oct", "8 Oct"],
        series=[Series("Colleagues", [3, 6]), Series("Customers", [2, 3])],
        marks=Series("Last time", [7, 8]),
    )
    wide = chart.drawings[0]
    lower, upper = wide.bars[1].pieces
    assert float(upper.y) + float(upper.height) == pytest.approx(float(lower.y))
    assert float(lower.y) + float(lower.height) == pytest.approx(float(wide.foot))
    assert [bar.total for bar in wide.bars] == ["5", "9"]
    assert chart.rows == (("1 Oct", "3", "2", "7"), ("8 Oct", "6", "3", "8"))


def test_bars_need_a_value_for_each_label():
    with pytest.raises(ValueError, match="one value for each label"):
        bar_chart(ident="x", title="x", description="x", label_head="x", labels=["a"], series=[Series("s", [])])


def test_a_strip_shows_the_score_inside_its_interval():
    strip = strip_scale([50, 100]).strip(totals=[84, 88, 90], score=87.5, interval=(82, 94), words="84, 88, 90")
    assert (strip.score_x, strip.interval_x, strip.interval_width) == ("270.0", "230.4", "86.4")
    assert [dot.x for dot in strip.dots] == ["244.8", "273.6", "288.0"]


def test_a_strip_without_a_score_draws_none():
    strip = strip_scale([]).strip(totals=[], score=None, interval=None, words="not scored")
    assert (strip.score_x, strip.interval_x, strip.dots) == ("", "", ())


def test_somebody_in_the_middle_leans_nowhere():
    assert lean(0, 5).x == lean(0, 5).middle


def test_rows_share_one_scale():
    assert [(bar.width, bar.outline) for bar in row_bars([3, 6], [12, None])] == [("60.0", "240.0"), ("120.0", "")]


def test_a_line_is_parted_at_the_start_with_the_mean_of_each_part():
    points = [(date(2026, month, 1), value) for month, value in ((1, 4.0), (2, 4.0), (3, 5.0), (4, 5.0))]
    chart = line_chart(
        ident="csat",
        title="CSAT",
        description="4 then 5",
        head=("Day", "CSAT"),
        points=points,
        start=date(2026, 3, 1),
        marks=[Mark(date(2026, 4, 1), "April"), Mark(date(2027, 1, 1), "outside")],
    )
    wide = chart.drawings[0]
    assert (len(wide.before.split()), len(wide.after.split())) == (2, 2)
    assert wide.mean_before[2] == wide.before.split()[0].split(",")[1]
    assert [mark.label for mark in wide.marks] == ["April"]
    assert chart.rows[0] == ("2026-01-01", "4")


def line(points, **more):
    return line_chart(ident="csat", title="CSAT", description="CSAT", head=("Day", "CSAT"), points=points, **more)


def test_levels_target_and_ticks_are_written_in_figures_that_line_up():
    points = [(date(2026, month, 1), value) for month, value in ((1, 4.0), (2, 4.1), (3, 4.4), (4, 4.5))]
    wide = line(points, start=date(2026, 3, 1), target=4.6).drawings[0]
    assert (wide.mean_before_label, wide.mean_after_label, wide.target_label) == ("4.05", "4.45", "4.6")
    assert [label for _, label in wide.ticks] == ["4.0", "4.2", "4.4", "4.6"]


def test_marks_are_numbered_in_their_order_and_lose_the_numbers_where_they_would_touch():
    points = [(date(2026, 1, 1), 1.0), (date(2027, 1, 1), 2.0)]
    few = [Mark(date(2026, month, 1), f"{month}") for month in (3, 6)]
    many = [Mark(date(2026, month, 1), f"{month}") for month in range(2, 13)]
    wide, narrow = line(points, marks=few).drawings
    assert [(mark.number, mark.label) for mark in wide.marks] == [(1, "3"), (2, "6")]
    assert (wide.numbered, narrow.numbered) == (True, True)
    wide, narrow = line(points, marks=many).drawings
    assert (wide.numbered, narrow.numbered) == (True, True)
    close = [Mark(date(2026, 5, day), "x") for day in (1, 4)]
    assert [drawing.numbered for drawing in line(points, marks=close).drawings] == [False, False]


def test_room_for_the_marks_does_not_take_the_axis_below_nothing():
    marks = [Mark(date(2026, 6, 1), "June")]
    ticks = line([(date(2026, 1, 1), 0.5), (date(2027, 1, 1), 9.0)], marks=marks).drawings[0].ticks
    assert ticks[0][1] == "0.0"


def test_the_table_knows_its_days_as_days():
    chart = line([(date(2026, 2, 1), 4.25), (date(2026, 1, 1), 4.0)])
    assert chart.points == ((date(2026, 1, 1), "4"), (date(2026, 2, 1), "4.25"))


def test_figures_line_up_with_a_real_minus_sign():
    assert [fixed(-5.94, 1), fixed(3, 1), fixed(-0.04, 1)] == ["−5.9", "3.0", "0.0"]
    assert [decimals_of([0, 5]), decimals_of([3.8, 4.0]), decimals_of([0.25])] == [0, 1, 2]
