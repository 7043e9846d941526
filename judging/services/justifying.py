"""The justification report on paper."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import NotReady
from judging.queries.justification import justification_of
from judging.queries.method_words import METHOD_IN_WORDS
from judging.queries.sight import Sight
from programmes.enums import Method
from programmes.models import Category, Cycle


@transaction.atomic
def print_justification(*, cycle: Cycle, category: Category, actor: User, sight: Sight) -> tuple[str, bytes]:
    """The report of one category as a tagged PDF, as ``sight`` lets its reader see it: its file's name and content. On
    record, as it leaves the house.

    Raises NotReady before the cycle has rules.
    """
    from printing.press import to_pdf  # half a second to import, which no other page should pay

    report = justification_of(cycle, category, sight)
    if report is None:
        raise NotReady(_("%(cycle)s has no rules yet, so there is nothing to justify.") % {"cycle": cycle.label})
    context = {
        "report": report,
        "method_in_words": METHOD_IN_WORDS[Method(report.rulebook.method)],
        "organisation": the_organisation(),
        "printed": timezone.now(),
    }
    content = to_pdf(render_to_string("judging/print/justification.html", context), "document.css")
    audit.record(
        verb="justification.printed",
        target=cycle,
        actor=actor,
        data={"category": category.code, "seal": report.seal.hash if report.seal else ""},
    )
    return f"{cycle.programme.slug}-{cycle.name}-{slugify(category.code)}-justification.pdf", content
