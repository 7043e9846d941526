"""The report as a file: one writer a format, all from the sections of ``evaluation.queries.report``."""

from collections.abc import Callable, Sequence

from evaluation.exports.csv import to_csv
from evaluation.exports.json import to_json
from evaluation.exports.xlsx import to_xlsx
from evaluation.queries.figures import CycleFigures
from evaluation.queries.report import Section

Writer = Callable[[CycleFigures, Sequence[Section]], bytes]

# WeasyPrint takes a second to import, so only what writes a PDF does (evaluation.exports.pdf).
FORMATS = ("pdf", "xlsx", "csv", "json")
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}

__all__ = ["CONTENT_TYPES", "FORMATS", "file_name", "written_as"]


def written_as(file_format: str, figures: CycleFigures, sections: Sequence[Section]) -> bytes:
    """The report in this format, one of FORMATS."""
    if file_format == "pdf":
        from evaluation.exports.pdf import to_pdf  # a second of import that only this needs

        return to_pdf(figures, sections)
    writers: dict[str, Writer] = {"csv": to_csv, "json": to_json, "xlsx": to_xlsx}
    return writers[file_format](figures, sections)


def file_name(figures: CycleFigures, file_format: str) -> str:
    """What the file is called when it is downloaded."""
    return f"evaluation-{figures.cycle.programme.slug}-{figures.cycle.name}.{file_format}"
