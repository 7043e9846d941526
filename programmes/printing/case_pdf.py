from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.queries.organisation import the_organisation


def case_pdf(page: dict[str, Any]) -> bytes:
    """The business case as a tagged PDF (PDF/UA-1); ``page`` is what ``queries.business_cases.case_page`` gives."""
    from weasyprint import CSS, HTML  # half a second to import, which no other page should pay
    from weasyprint.text.fonts import FontConfiguration

    sheet = finders.find("print/case.css")
    fonts = FontConfiguration()  # without it the sheet's own fonts are left unread
    context = {
        **page,
        "programme": page["case"].programme,
        "organisation": the_organisation(),
        "printed": timezone.now(),
    }
    html = render_to_string("programmes/print/case.html", context)
    styles = [CSS(filename=sheet, font_config=fonts)]
    return bytes(HTML(string=html).write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1"))
