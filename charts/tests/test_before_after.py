import itertools
from datetime import date, timedelta

from charts.before_after import BeforeAfterWords, CycleMark, Marks, Measured, before_after

WORDS = BeforeAfterWords(
    title="Customer satisfaction",
    description="Up a little.",
    period="Month",
    value="Of 5",
    before="before",
    after="after the programme began",
    after_short="after",
    target="Target",
)
MONTHS = [
    Measured(date(2025, 7, 1), 4.0, "Jul 2025"),
    Measured(date(2025, 8, 1), 4.2, "Aug 2025"),
    Measured(date(2025, 10, 1), 4.3, "Oct 2025"),
    Measured(date(2025, 11, 1), 4.5, "Nov 2025"),
]
MARKS = Marks(begins=date(2025, 9, 15), cycles=(CycleMark(date(2025, 10, 17), 1),), target=4.4)


def marks(drawing, css_class):
    return [mark for mark in drawing.marks if mark.css_class == css_class]


def test_the_line_breaks_where_the_programme_began():
    figure = before_after("csat", MONTHS, MARKS, WORDS)
    assert len(marks(figure.wide, "point-before")) == 2
    assert len(marks(figure.wide, "point")) == 2
    assert len(marks(figure.wide, "start")) == 1


def test_the_means_of_both_sides_are_written():
    figure = before_after("csat", MONTHS, Marks(begins=date(2025, 9, 15), decimals=2), WORDS)
    assert [mark.words for mark in marks(figure.wide, "t-strong")] == ["4.10", "4.40"]


def test_days_keep_their_distance_on_the_axis():
    figure = before_after("csat", MONTHS, Marks(), WORDS)
    july, august, october, _ = (float(dot.x) for dot in marks(figure.wide, "point"))
    assert round((october - august) / (august - july), 2) == round(61 / 31, 2)


def test_a_cycle_outside_the_measured_days_is_not_drawn():
    cycles = (CycleMark(date(2025, 10, 17), 1), CycleMark(date(2026, 10, 17), 2))
    figure = before_after("csat", MONTHS, Marks(cycles=cycles), WORDS)
    assert len(marks(figure.wide, "cycle-head")) == 1


def test_the_target_is_drawn_and_said():
    figure = before_after("csat", MONTHS, MARKS, WORDS)
    assert [mark.words for mark in marks(figure.wide, "t-laurel")] == ["Target 4.4"]


def test_nothing_is_marked_where_nothing_is_known():
    figure = before_after("csat", MONTHS, Marks(), WORDS)
    for css_class in ("start", "target", "cycle-head", "series-before"):
        assert marks(figure.wide, css_class) == []


def test_many_points_are_a_line_without_dots_and_labels_that_stand_apart():
    first = date(2024, 10, 7)
    weeks = [Measured(first + timedelta(weeks=i), 60 + i % 7, f"{i} Oct 2024") for i in range(104)]
    figure = before_after("fcr", weeks, Marks(), WORDS)
    assert marks(figure.wide, "point") == []
    for drawing in (figure.wide, figure.narrow):
        places = [float(m.x) for m in marks(drawing, "t-tick") if float(m.y) > drawing.height - 20]
        assert min(b - a for a, b in itertools.pairwise(places)) > 70


def test_one_measurement_is_a_dot_in_the_middle():
    figure = before_after("csat", MONTHS[:1], Marks(), WORDS)
    assert len(marks(figure.wide, "point")) == 1


def test_the_table_holds_each_figure_as_it_is_written():
    table = before_after("csat", MONTHS, MARKS, WORDS).table
    assert table.rows == (("Jul 2025", "4.0"), ("Aug 2025", "4.2"), ("Oct 2025", "4.3"), ("Nov 2025", "4.5"))
