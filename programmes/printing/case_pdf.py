import base64
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from charts.fan import FanChart


def case_pdf(page: dict[str, Any]) -> bytes:
    """The business case as a tagged PDF (PDF/UA-1); ``page`` is what ``queries.business_cases.case_page`` gives."""
    from printing.press import to_pdf  # half a second to import, which no other page should pay

    organisation = the_organisation()
    context = {
        **page,
        "programme": page["case"].programme,
        "organisation": organisation,
        "picture": _picture(page["chart"], organisation.currency) if page["chart"] else "",
        "printed": timezone.now(),
    }
    return to_pdf(render_to_string("programmes/print/case.html", context), "case.css")


def _picture(chart: FanChart, currency: str) -> str:
    """The chart's drawing for a desk, as the address of an image that stands in the document itself."""
    context = {"drawing": chart.drawings[0], "organisation": {"currency": currency}}
    svg = render_to_string("programmes/print/case_chart.svg", context)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
