from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from accounts.queries.organisation import the_organisation


def case_pdf(page: dict[str, Any]) -> bytes:
    """The business case as a tagged PDF (PDF/UA-1); ``page`` is what ``queries.business_cases.case_page`` gives."""
    from printing.press import to_pdf  # half a second to import, which no other page should pay

    context = {
        **page,
        "programme": page["case"].programme,
        "organisation": the_organisation(),
        "printed": timezone.now(),
    }
    return to_pdf(render_to_string("programmes/print/case.html", context), "document.css")
