from charts.team_bars import TeamCount, TeamWords, team_bars

WORDS = TeamWords("Nominations by team", "Two teams, one without.", "Team", "Nominations")
TEAMS = [TeamCount("Ferry Lane", 12, "12 of 30"), TeamCount("Night control room", 0)]


def marks(drawing, css_class):
    return [mark for mark in drawing.marks if mark.css_class == css_class]


def test_a_team_without_any_keeps_its_place_as_a_hollow_mark():
    figure = team_bars("teams", TEAMS, WORDS)
    assert len(marks(figure.wide, "bar-a")) == 1
    assert len(marks(figure.wide, "bar-ghost")) == 1
    assert [mark.words for mark in marks(figure.wide, "t-strong")] == ["12 of 30", "0"]


def test_bars_and_their_figures_stay_on_the_sheet():
    figure = team_bars("teams", [TeamCount("A", 100, "100 of 100 people"), TeamCount("B", 3)], WORDS)
    for drawing in (figure.wide, figure.narrow):
        longest = marks(drawing, "t-strong")[0]
        assert float(longest.x) + 7 * len(longest.words) <= drawing.width


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_table():
    name = "The team that answers for everything between the river and the sea"
    figure = team_bars("teams", [TeamCount(name, 1)], WORDS)
    assert marks(figure.wide, "t-name")[0].words.endswith("…")
    assert figure.table.rows == ((name, "1"),)
