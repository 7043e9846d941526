import itertools

from charts.weekly_bars import Week, WeeklyWords, weekly_bars

WORDS = WeeklyWords(
    title="Nominations by week",
    description="Five, then nine.",
    week="Week",
    series=("From colleagues", "From customers"),
    last="Summer cycle",
)
WEEKS = [
    Week("1 Oct", (3, 2), last=7, note="Launch talks"),
    Week("5 Oct", (6, 3), last=8),
    Week("12 Oct", None, last=15, note="Reminder"),
]


def marks(drawing, css_class):
    return [mark for mark in drawing.marks if mark.css_class == css_class]


def test_bars_are_as_high_as_their_counts_on_one_scale():
    figure = weekly_bars("weeks", WEEKS, WORDS)
    heights = [float(bar.height) for bar in marks(figure.wide, "bar-a")]
    assert round(heights[1] / heights[0], 2) == 2.0


def test_a_part_stands_on_the_part_below_it():
    first, second = (marks(weekly_bars("weeks", WEEKS, WORDS).wide, css)[0] for css in ("bar-a", "bar-b"))
    assert float(second.y) + float(second.height) < float(first.y)


def test_a_week_to_come_has_the_mark_of_the_cycle_before_and_no_bar_nor_total():
    figure = weekly_bars("weeks", WEEKS, WORDS)
    assert len(marks(figure.wide, "last")) == 3
    assert [mark.words for mark in marks(figure.wide, "t-strong")] == ["5", "9"]


def test_the_table_behind_holds_every_figure_in_the_order_of_the_weeks():
    table = weekly_bars("weeks", WEEKS, WORDS).table
    assert table.head == ("Week", "From colleagues", "From customers", "Summer cycle")
    assert table.rows == (("1 Oct", "3", "2", "7"), ("5 Oct", "6", "3", "8"), ("12 Oct", "", "", "15"))


def test_notes_are_written_out_for_a_desk_and_lettered_for_a_phone():
    figure = weekly_bars("weeks", WEEKS, WORDS)
    assert [mark.words for mark in marks(figure.wide, "t-serif")] == ["Launch talks", "Reminder"]
    assert [mark.words for mark in marks(figure.narrow, "t-serif")] == ["A", "B"]
    assert figure.notes == (("A", "Launch talks"), ("B", "Reminder"))


def test_labels_are_thinned_until_they_stand_apart():
    weeks = [Week(f"{i + 1} Oct", (i,)) for i in range(52)]
    words = WeeklyWords("Weeks", "A year.", "Week", ("All",))
    labels = [mark for mark in marks(weekly_bars("weeks", weeks, words).wide, "t-tick") if mark.anchor == "middle"]
    places = [float(mark.x) for mark in labels]
    assert min(b - a for a, b in itertools.pairwise(places)) > 42


def test_a_total_is_never_struck_through_by_the_mark_of_the_cycle_before():
    weeks = [Week("1 Oct", (10,), last=11), Week("8 Oct", (20,), last=2)]
    figure = weekly_bars("weeks", weeks, WeeklyWords("Weeks", "Two.", "Week", ("All",), "Before"))
    total, mark = marks(figure.wide, "t-strong")[0], marks(figure.wide, "last")[0]
    assert not float(total.y) - 12 < float(mark.y1) <= float(total.y)


def test_a_cycle_before_its_first_week_is_an_empty_frame():
    figure = weekly_bars("weeks", [], WORDS)
    assert marks(figure.wide, "bar-a") == []
    assert len(marks(figure.wide, "axis")) == 1
