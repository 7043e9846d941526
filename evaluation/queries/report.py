"""The report of one cycle as sections and tables of plain values. PDF, Excel, CSV and JSON all are written from this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.enums import Audience
from evaluation.queries.figures import CycleFigures
from evaluation.queries.survey_figures import QuestionFigures

Value = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column: its key in files, its head on paper, and how a number is written: "", "share", "money" or decimals.

    ``paper`` is False for what only a file needs, such as a code.
    """

    key: str
    head: str
    form: str = ""
    paper: bool = True


@dataclass(frozen=True)
class Table:
    """A table: rows of plain values in the order of its columns. None is a figure that is not known or is kept back."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A chapter: its key in files, its title, a leading sentence, paragraphs in the manager's words, and tables."""

    key: str
    title: str
    lead: str
    words: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def sections_of(figures: CycleFigures) -> tuple[Section, ...]:
    """The whole report."""
    return (
        _views(figures),
        _kpis(figures),
        _participation(figures),
        _awards(figures),
        _judging(figures),
        _actions(figures),
    )


def kept_back() -> str:
    """What is said in place of figures that are not shown."""
    return _("Empty: kept back, as fewer than five answered or the survey has not closed.")


def _views(figures: CycleFigures) -> Section:
    tables = [_responses(figures)]
    tables += [
        _questions(audience.audience, audience.name, audience.questions)
        for audience in figures.audiences
        if audience.questions
    ]
    if figures.compared:
        tables.append(_compared(figures))
    tables.append(_comments(figures))
    words = [
        f"{Audience(part).label}: {getattr(figures.review, part)}"
        for part in Audience.values
        if getattr(figures.review, part)
    ]
    return Section(
        key="points_of_view",
        title=_("Four points of view, and the customers’"),
        lead=_("What the organisation, managers of winners, the winners, those who did not win and customers say."),
        words=tuple(words),
        tables=tuple(tables),
    )


def _responses(figures: CycleFigures) -> Table:
    return Table(
        key="responses",
        title=_("Who was asked and how many answered"),
        columns=(
            Column("audience", _("Audience code"), paper=False),
            Column("name", _("Audience")),
            Column("invited", _("Asked")),
            Column("responses", _("Answered")),
            Column("kept_back_until", _("Kept back until")),
        ),
        rows=tuple(
            (
                audience.audience,
                audience.name,
                audience.invited,
                audience.responses,
                audience.open_until.astimezone(figures.organisation.zone).date() if audience.open_until else None,
            )
            for audience in figures.audiences
        ),
        note=kept_back(),
    )


SUMMARY_COLUMNS = ("answered", "mean", "agreeing", "distribution")


def _summary_columns() -> tuple[Column, ...]:
    heads = (_("Answers"), _("Mean"), _("Agree"), _("Spread"))
    forms = ("", "2", "share", "")
    return tuple(Column(*column) for column in zip(SUMMARY_COLUMNS, heads, forms, strict=True))


def _summary(question: QuestionFigures) -> tuple[Value, ...]:
    summary = question.summary
    spread = " ".join(f"{mark}:{count}" for mark, count in summary.distribution) if not summary.kept_back else None
    return (summary.answered, _rounded(summary.mean), _rounded(summary.agreeing), spread)


def _questions(audience: str, name: str, questions: Sequence[QuestionFigures]) -> Table:
    return Table(
        key=f"questions_{audience}",
        title=name,
        columns=(
            Column("code", _("Code"), paper=False),
            Column("question", _("Question")),
            Column("kind", _("Kind"), paper=False),
            Column("aim", _("Serves"), paper=False),
            *_summary_columns(),
        ),
        rows=tuple(
            (question.code, question.text, question.kind, question.aim, *_summary(question)) for question in questions
        ),
        note=_(
            "Agree is the share of 4 and 5, of yes, or of 9 and 10. Spread counts the answers by mark. "
            "Empty: kept back, as fewer than five answered or the survey has not closed."
        ),
    )


def _compared(figures: CycleFigures) -> Table:
    return Table(
        key="compared",
        title=_("The same question, side by side"),
        columns=(
            Column("theme", _("About"), paper=False),
            Column("audience", _("Audience code"), paper=False),
            Column("name", _("Audience")),
            Column("question", _("As it was asked")),
            *_summary_columns(),
        ),
        rows=tuple(
            (one.theme, audience, str(Audience(audience).label), question.text, *_summary(question))
            for one in figures.compared
            for audience, question in one.answers
        ),
    )


def _comments(figures: CycleFigures) -> Table:
    return Table(
        key="comments",
        title=_("In their own words"),
        columns=(
            Column("audience", _("Audience code"), paper=False),
            Column("name", _("Audience")),
            Column("comment", _("Comment")),
        ),
        rows=tuple(
            (audience.audience, audience.name, words) for audience in figures.audiences for words in audience.comments
        ),
        note=_("Comments are shown where five or more people of an audience answered, in no order."),
    )


def _kpis(figures: CycleFigures) -> Section:
    rows = tuple(
        (
            one.kpi.code,
            one.kpi.title,
            one.kpi.unit,
            _rounded(one.change.before),
            one.change.before_n,
            _rounded(one.change.during),
            one.change.during_n,
            _rounded(one.change.difference),
            one.target,
        )
        for one in figures.kpis.kpis
    )
    columns = (
        Column("kpi", _("Code"), paper=False),
        Column("title", _("Figure")),
        Column("unit", _("Unit")),
        Column("before", _("Before"), "2"),
        Column("before_n", _("Of")),
        Column("during", _("In this cycle"), "2"),
        Column("during_n", _("Of")),
        Column("difference", _("Change"), "2"),
        Column("target", _("Target"), "2"),
    )
    note = _(
        "Before: the mean of all measurements before the programme’s first cycle opened. Of: how many measurements."
    )
    return Section(
        key="before_and_after",
        title=_("Before and after"),
        lead=_("How the service’s own figures moved. Other things happened in these weeks too."),
        tables=(Table("kpis", _("Figures of the service"), columns, rows, note), _objectives(figures)),
    )


def _objectives(figures: CycleFigures) -> Table:
    columns = (
        Column("code", _("Code"), paper=False),
        Column("objective", _("Objective")),
        Column("aim", _("Serves"), paper=False),
        Column("measure", _("Measured by")),
        Column("baseline", _("At the start"), "2"),
        Column("target", _("Target"), "2"),
        Column("now", _("Now"), "2"),
        Column("due", _("By")),
    )
    rows = tuple(
        (one.code, one.statement, one.aim, one.measure, one.baseline, one.target, _rounded(one.now), one.due)
        for one in figures.kpis.objectives
    )
    return Table("objectives", _("Objectives"), columns, rows, _("Now: the mean of the figure in this cycle’s weeks."))


def _participation(figures: CycleFigures) -> Section:
    weeks = figures.participation.weeks
    teams = figures.participation.teams
    return Section(
        key="participation",
        title=_("Who took part"),
        lead=_("%(nominations)d nominations; %(teams)d of %(all)d teams had somebody named.")
        % {"nominations": figures.participation.total, "teams": figures.teams_named, "all": len(teams)},
        tables=(
            Table(
                "by_week",
                _("By week"),
                (
                    Column("week", _("Week from")),
                    Column("customers", _("Customers")),
                    Column("colleagues", _("Colleagues")),
                ),
                tuple((week.starts, week.customers, week.colleagues) for week in weeks),
            ),
            _counts("by_nominator", _("By who nominated"), "nominator", _("Nominator"), figures.nominators),
            Table(
                "by_team",
                _("By team"),
                (
                    Column("team", _("Team")),
                    Column("headcount", _("People")),
                    Column("nominations", _("Nominations")),
                    Column("people_named", _("People named")),
                    Column("share", _("Share named"), "share"),
                    Column("made", _("Nominations made")),
                ),
                tuple(
                    (team.team, team.headcount, team.nominations, team.people_named, _rounded(team.share), team.made)
                    for team in teams
                ),
            ),
        ),
    )


def _counts(key: str, title: str, column: str, head: str, rows: tuple[tuple[str, int], ...]) -> Table:
    return Table(key, title, (Column(column, head), Column("count", _("Number"))), rows)


def _awards(figures: CycleFigures) -> Section:
    columns = (
        Column("reward", _("Reward")),
        Column("due", _("Won")),
        Column("planned", _("Planned cost"), "money"),
        Column("given", _("Given or ordered")),
        Column("spent", _("Spent"), "money"),
    )
    rows = tuple((cost.reward, cost.due, cost.planned, cost.given, cost.spent) for cost in figures.costs)
    return Section(
        key="awards",
        title=_("Where the awards went, and what they cost"),
        lead=_("Winners and highly commended, by team, job role and site; rewards in %(currency)s.")
        % {"currency": figures.currency},
        tables=(
            _counts("awards_by_team", _("By team"), "team", _("Team"), figures.awards.teams),
            _counts("awards_by_job_role", _("By job role"), "job_role", _("Job role"), figures.awards.job_roles),
            _counts("awards_by_site", _("By site"), "site", _("Site"), figures.awards.sites),
            Table("costs", _("Rewards"), columns, rows),
        ),
    )


def _judging(figures: CycleFigures) -> Section:
    columns = (
        Column("category", _("Category")),
        Column("judges", _("Judges")),
        Column("krippendorff_alpha", _("Krippendorff’s alpha"), "2"),
        Column("icc_2_1", _("ICC(2,1)"), "2"),
        Column("icc_2_k", _("ICC(2,k)"), "2"),
        Column("severity_spread", _("Strictest to most lenient, points of 100"), "1"),
    )
    rows = tuple(
        (
            one.category,
            one.judges,
            _rounded(one.krippendorff_alpha),
            _rounded(one.icc_2_1),
            _rounded(one.icc_2_k),
            _rounded(one.severity_spread),
        )
        for one in figures.reliability
    )
    note = _("1 is perfect agreement, 0 what chance would give. Empty: cannot be computed from these sheets.")
    return Section(
        key="judging",
        title=_("How far the judges agreed"),
        lead=_("Differences in severity are evened out before anybody is ranked, where the rules say so."),
        tables=(Table("reliability", _("Agreement by category"), columns, rows, note),),
    )


def _actions(figures: CycleFigures) -> Section:
    columns = (
        Column("action", _("Improvement")),
        Column("because", _("Because")),
        Column("owner", _("Owner")),
        Column("due", _("Due")),
        Column("done", _("Done")),
        Column("from_cycle", _("Resolved in"), paper=False),
        Column("carried_to", _("Carried to")),
    )
    rows = tuple(
        (
            action.title,
            action.because,
            action.owner.full_name if action.owner else None,
            action.due,
            action.done_at.astimezone(figures.organisation.zone).date() if action.done_at else None,
            action.cycle.name,
            action.carried_to.name if action.carried_to else None,
        )
        for action in figures.actions
    )
    words = (figures.review.conclusion,) if figures.review.conclusion else ()
    return Section(
        key="next_time",
        title=_("What we do better next time"),
        lead=_("What is not done yet when the cycle closes is carried into the next one."),
        words=words,
        tables=(Table("actions", _("Improvements"), columns, rows),),
    )


def _rounded(value: float | None) -> float | None:
    """Four decimals: the same figure in every file, whatever its format."""
    return None if value is None else round(value, 4)
