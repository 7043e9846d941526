"""Horizontal bars, one a team, so that a team nobody names is seen as well as one that everybody does."""

from dataclasses import dataclass

from charts.drawing import CHARACTER, Drawing, Mark, line, rect, text, width_of
from charts.figure import Figure, Table
from charts.scale import Scale, nice_ticks, written


@dataclass(frozen=True)
class TeamCount:
    """A team, its count, and what to write at the bar's end instead of the bare count ("12 of 30"; optional)."""

    name: str
    count: float
    label: str = ""


@dataclass(frozen=True)
class TeamWords:
    """What the chart says, and the two columns of the table behind it."""

    title: str
    description: str
    team: str
    count: str


def team_bars(chart_id: str, teams: list[TeamCount], words: TeamWords) -> Figure:
    """The teams in the order given."""
    return Figure(
        id=chart_id,
        title=words.title,
        description=words.description,
        wide=_draw_wide(teams),
        narrow=_draw_narrow(teams),
        table=Table((words.team, words.count), tuple((team.name, _label(team)) for team in teams)),
    )


def _label(team: TeamCount) -> str:
    return team.label or written(team.count, 0 if float(team.count).is_integer() else 1)


def _scale(teams: list[TeamCount], start: float, end: float) -> Scale:
    most = max((team.count for team in teams), default=0)
    return Scale(0, nice_ticks(0, most or 1, 5)[-1], start, end)


def _end_room(teams: list[TeamCount]) -> float:
    return max((width_of(_label(team)) for team in teams), default=0) + 14


def _bar(team: TeamCount, scale: Scale, y: float, height: float) -> list[Mark]:
    """The bar and its figure; a team without any keeps its place as a hollow mark."""
    foot, end = scale.start, scale.place(team.count)
    bar = rect("bar-a", foot, y, end - foot, height) if team.count > 0 else rect("bar-ghost", foot, y, 10, height)
    after = (end if team.count > 0 else foot + 10) + 8
    return [bar, text("t-strong", after, y + height / 2 + 5, _label(team))]


def _cut(name: str, room: float) -> str:
    letters = int(room / CHARACTER)
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"


def _draw_wide(teams: list[TeamCount]) -> Drawing:
    row, width = 30, 820
    room = min(max((width_of(team.name) for team in teams), default=0) + 8, 300)
    scale = _scale(teams, room + 8, width - _end_room(teams))
    height = row * len(teams) + 8
    marks: list[Mark] = []
    for i, team in enumerate(teams):
        y = 4 + i * row
        marks.append(text("t-name", room, y + row / 2 + 4, _cut(team.name, room), "end"))
        marks += _bar(team, scale, y + 5, row - 11)
    marks.append(line("axis", room + 8, 2, room + 8, height - 2))
    return Drawing(width, height, tuple(marks))


def _draw_narrow(teams: list[TeamCount]) -> Drawing:
    row, width = 50, 350
    scale = _scale(teams, 1, width - _end_room(teams))
    height = row * len(teams) + 8
    marks: list[Mark] = []
    for i, team in enumerate(teams):
        y = 4 + i * row
        marks.append(text("t-name", 1, y + 15, _cut(team.name, width)))
        marks += _bar(team, scale, y + 22, 18)
    marks.append(line("axis", 1, 2, 1, height - 2))
    return Drawing(width, height, tuple(marks))
