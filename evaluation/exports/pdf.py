"""The report on paper: a tagged PDF (PDF/UA-1) with contents, tables, two charts and page numbers.

WeasyPrint takes half a second to import: only what prints imports this module.
"""

import base64
import logging
import mimetypes
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from accounts.models import Organisation
from accounts.queries.organisation import the_organisation
from charts.bars import BarChart
from charts.line import LineChart
from evaluation.queries.figures import CycleFigures
from evaluation.queries.pictures import cycle_marks, kpi_chart, weeks_chart
from evaluation.queries.report import Section, Table
from evaluation.queries.verdict import headlines_of, verdict_of
from printing.fetching import STATIC, LocalFetcher
from printing.one_at_a_time import one_at_a_time

RIBBON_COLOUR = "#1f5d4c"  # as the ribbon was drawn; a programme's accent takes its place

# Seven lines a report that say nothing.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


def to_pdf(figures: CycleFigures, sections: Sequence[Section]) -> bytes:
    """The report as PDF."""
    html = render_to_string("evaluation/print/report.html", _context(figures, sections))
    return _printed(html)


@one_at_a_time
def _printed(html: str) -> bytes:
    document = HTML(string=html, base_url=f"{(STATIC / 'print').as_uri()}/", url_fetcher=LocalFetcher())
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())
    return pdf


def _context(figures: CycleFigures, sections: Sequence[Section]) -> dict[str, Any]:
    organisation = the_organisation()
    programme = figures.cycle.programme
    return {
        "figures": figures,
        "cycle": figures.cycle,
        "programme": programme,
        "organisation": organisation,
        "language": get_language() or settings.LANGUAGE_CODE,
        "logo": _logo(organisation),
        "ribbon": _ribbon(programme.accent),
        "verdict": verdict_of(figures),
        "headlines": headlines_of(figures),
        "sections": [(section, _paper_tables(section), _chart(figures, section)) for section in sections],
        "made_at": timezone.now(),
        "author": figures.review.written_by,
    }


def _paper_tables(section: Section) -> list[dict[str, Any]]:
    """Tables that have rows, with only the columns for paper: each cell as (value, column)."""
    return [_paper_table(table) for table in section.tables if table.rows]


def _paper_table(table: Table) -> dict[str, Any]:
    shown = [number for number, column in enumerate(table.columns) if column.paper]
    return {
        "title": table.title,
        "note": table.note,
        "columns": [table.columns[number] for number in shown],
        "rows": [[(row[number], table.columns[number]) for number in shown] for row in table.rows],
    }


def _chart(figures: CycleFigures, section: Section) -> dict[str, str] | None:
    """The picture of a section, for the two that have one."""
    if section.key == "participation" and figures.participation.weeks:
        weeks = weeks_chart(figures.participation.weeks)
        return _picture("bars", weeks, figures.cycle.programme.accent)
    if section.key == "before_and_after" and figures.kpis.kpis:
        one = figures.kpis.kpis[0]
        line = kpi_chart(
            kpi=one.kpi,
            points=one.points,
            start=figures.kpis.start,
            marks=cycle_marks(figures.opened, figures.organisation.zone),
            target=one.target,
        )
        return _picture("line", line, figures.cycle.programme.accent)
    return None


def _picture(kind: str, chart: BarChart | LineChart, accent: str) -> dict[str, str]:
    """The chart's drawing for a desk, with colours of its own: a style sheet of the page does not reach into a picture."""
    svg = render_to_string(
        f"evaluation/print/{kind}.svg", {"chart": chart, "drawing": chart.drawings[0], "accent": accent}
    )
    return {"title": chart.title, "description": chart.description, "url": _data(svg.encode(), "image/svg+xml")}


def _ribbon(accent: str) -> str:
    drawn = (STATIC / "print" / "report-ribbon.svg").read_text(encoding="utf-8")
    return _data(drawn.replace(RIBBON_COLOUR, accent).encode(), "image/svg+xml")


def _logo(organisation: Organisation) -> str:
    if not organisation.logo:
        return ""
    with organisation.logo.open("rb") as file:
        return _data(file.read(), mimetypes.guess_type(str(organisation.logo.name))[0] or "image/png")


def _data(content: bytes, content_type: str) -> str:
    return f"data:{content_type};base64,{base64.b64encode(content).decode()}"
