from charts.progress_ticks import progress_ticks
from charts.score_strip import axis_drawing, score_strip, shared_axis
from charts.severity_whisker import severity_whisker, shared_reach


def marks(drawing, css_class):
    return [mark for mark in drawing.marks if mark.css_class == css_class]


def test_the_shared_axis_holds_every_total_and_stays_within_what_a_score_can_be():
    assert shared_axis([62.5, 97.0, 101.2]).ticks == (60, 70, 80, 90, 100)


def test_an_axis_without_scores_is_the_whole_scale():
    assert shared_axis([]).ticks == (0, 20, 40, 60, 80, 100)


def test_the_head_writes_each_tick_within_the_column():
    head = axis_drawing(shared_axis([50, 100]))
    written = [(mark.words, mark.anchor) for mark in marks(head, "t-tick")]
    assert (written[0], written[-1]) == (("50", "start"), ("100", "end"))


def test_a_strip_has_a_dot_a_judge_the_interval_and_the_score_on_one_scale():
    strip = score_strip(shared_axis([50, 100]), [83.75, 97.5, 90], 87.7, (81.7, 93.6))
    assert [dot.x for dot in marks(strip, "judge-dot")] == ["243", "288", "342"]
    assert [(bar.x, bar.width) for bar in marks(strip, "interval")] == [("228.2", "85.7")]
    assert [mark.x1 for mark in marks(strip, "score-mark")] == ["271.4"]


def test_dots_that_would_hide_each_other_are_lifted_apart():
    strip = score_strip(shared_axis([50, 100]), [90, 90, 60], 80)
    assert [dot.y for dot in marks(strip, "judge-dot")] == ["15", "20", "10"]


def test_a_score_that_cannot_be_computed_leaves_the_dots_alone():
    strip = score_strip(shared_axis([50, 100]), [70], None)
    assert (len(marks(strip, "judge-dot")), marks(strip, "score-mark"), marks(strip, "interval")) == (1, [], [])


def test_a_strict_judge_leans_left_and_a_kind_one_right():
    reach = shared_reach([5.9, -4.9])
    strict, kind = (marks(severity_whisker(s, reach), "lean-dot")[0] for s in (5.9, -4.9))
    assert float(strict.x) < 90 < float(kind.x)


def test_the_interval_of_a_severity_is_drawn_only_where_it_is_known():
    assert marks(severity_whisker(1, 10), "whisker") == []
    whisker = marks(severity_whisker(1, 10, standard_error=2), "whisker")[0]
    assert [whisker.x1, whisker.x2] == ["45.7", "116.3"]


def test_progress_has_one_tick_for_each_entry_in_its_order():
    drawing = progress_ticks(["scored", "started", "open", "aside"])
    assert [mark.css_class for mark in drawing.marks] == ["scored", "started", "open", "aside"]
    assert [mark.kind for mark in drawing.marks] == ["rect", "rect", "rect", "line"]


def test_progress_of_no_entries_is_an_empty_line():
    assert progress_ticks([]).marks == ()
