from charts.levels import level_dots
from charts.strip import StripScale


def test_equal_scores_stand_side_by_side_around_their_level_and_ones_own_is_marked():
    strip = level_dots(values=[2, 3, 3, 5], scale=StripScale(1, 5), level=1, words="2, 3, 3, 5", own=2)
    assert [(dot.x, dot.own) for dot in strip.dots] == [
        ("90.0", False),
        ("174.5", False),
        ("185.5", True),
        ("360.0", False),
    ]
    crowd = level_dots(values=[3] * 20, scale=StripScale(1, 5), level=1, words="", own=None)
    assert (crowd.dots[0].x, crowd.dots[-1].x) == ("141.5", "218.5")
