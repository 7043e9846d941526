import pytest

from charts.fan import FanYear, fan_chart

YEARS = [FanYear("Start", -200, -150, -100), FanYear("Year 1", -200, -50, 100), FanYear("Year 2", -200, 50, 300)]


def drawn(years):
    return fan_chart(ident="f", title="T", description="D", head=("", "", "", ""), years=years).drawings[0]


def test_the_line_lies_in_its_band_and_years_stand_from_left_to_right():
    drawing = drawn(YEARS)
    corners = [tuple(map(float, corner.split(","))) for corner in drawing.band.split()]
    best, worst = corners[:3], corners[:2:-1]
    line = [tuple(map(float, point.split(","))) for point in drawing.line.split()]
    assert [x for x, _ in best] == [x for x, _ in worst] == [x for x, _ in line] == sorted(x for x, _ in line)
    assert all(low >= middle >= high for (_, low), (_, middle), (_, high) in zip(worst, line, best, strict=True))


def test_nothing_has_its_own_line_between_what_is_owed_and_what_has_come_back():
    drawing = drawn(YEARS)
    dots = {point.label: float(point.y) for point in drawing.points}
    assert dots["Start"] > float(drawing.zero_y) > dots["Year 2"]
    assert 0 in {value for _y, value in drawing.ticks}


def test_a_single_year_and_one_without_any_extent_can_be_drawn():
    assert len(drawn(YEARS[:1]).points) == 1
    assert len(drawn([FanYear("Start", 0, 0, 0)]).ticks) >= 2


def test_no_year_is_refused():
    with pytest.raises(ValueError, match="at least one year"):
        drawn([])
