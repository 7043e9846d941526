"""Score tables for tests: by hand, from published tables, and by Hypothesis."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from judging.calculations.sheets import ScoreTable, Sheet

# Shrout & Fleiss 1979, Psychological Bulletin 86(2), table 2: six targets by four judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C: four observers, twelve units, gaps.
_ = None  # a gap
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


def one_criterion(values: Mapping[tuple[str, str], float], scale=(0, 100), entries: Sequence[str] = ()) -> ScoreTable:
    """A table with the criterion ``all`` from values by (judge, entry)."""
    return ScoreTable(
        entries=tuple(sorted({entry for _judge, entry in values} | set(entries))),
        sheets=tuple(Sheet(judge, entry, {"all": value}) for (judge, entry), value in values.items()),
        weights={"all": 100},
        scale=scale,
    )


def by_rows(rows: Sequence[Sequence[float | None]], scale) -> ScoreTable:
    """A table whose rows are entries E0, E1… and whose columns are judges J0, J1…; None is a gap."""
    return one_criterion(
        {
            (f"J{column}", f"E{row}"): value
            for row, values in enumerate(rows)
            for column, value in enumerate(values)
            if value is not None
        },
        scale,
        [f"E{row}" for row in range(len(rows))],
    )


@st.composite
def incomplete_tables(draw) -> ScoreTable:
    """Up to eight entries by five judges with two criteria on a scale of 1 to 5, any sheet or value missing."""
    sheets = []
    entries = [f"E{number}" for number in range(draw(st.integers(1, 8)))]
    for judge in range(draw(st.integers(1, 5))):
        for entry in draw(st.sets(st.sampled_from(entries))):
            values = {"help": draw(st.integers(1, 5))}
            if draw(st.integers(0, 9)):
                values["care"] = draw(st.integers(1, 5))
            sheets.append(Sheet(f"J{judge}", entry, values))
    return ScoreTable(tuple(entries), tuple(sheets), {"help": 60, "care": 40}, (1, 5))


@st.composite
def connected_tables(draw) -> ScoreTable:
    """Totals on a design where each judge shares an entry with the next one, so that all can be compared."""
    entries, judges = draw(st.integers(2, 8)), draw(st.integers(2, 5))
    pairs = {(judge, entry) for judge in range(judges) for entry in (judge % entries, (judge + 1) % entries)}
    pairs |= {(judges - 1, entry) for entry in range(entries)}
    pairs |= draw(st.sets(st.tuples(st.integers(0, judges - 1), st.integers(0, entries - 1))))
    values = {(f"J{judge}", f"E{entry}"): draw(st.integers(10, 90)) for judge, entry in sorted(pairs)}
    return one_criterion(values)


def complete_tables():
    """Every judge scored every entry."""
    return st.tuples(st.integers(2, 6), st.integers(2, 5)).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(1, 5), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
        ).map(lambda rows: by_rows(rows, (1, 5)))
    )
