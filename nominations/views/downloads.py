"""Tables to download, sent while they are made."""

import tempfile
from collections.abc import Iterable, Sequence

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from intake.cells import Value
from intake.writing import csv_lines, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_download(
    called: str, header: Sequence[str], rows: Iterable[Sequence[Value]], *, delimiter: str = ","
) -> HttpResponseBase:
    """A CSV file, line by line, called this."""
    answer = StreamingHttpResponse(csv_lines(header, rows, delimiter=delimiter), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{called}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def xlsx_download(called: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponseBase:
    """A workbook, written to a file that has no name on the disk and is gone when it is sent."""
    held = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    write_xlsx(held, header, rows, title="Nominations")
    held.seek(0)
    answer = FileResponse(held, as_attachment=True, filename=f"{called}.xlsx", content_type=XLSX)
    answer["Cache-Control"] = "no-store"
    return answer
