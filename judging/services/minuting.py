"""The panel's minutes on paper."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.models import Seal
from audit.refusals import NotReady
from judging.models import Minutes
from judging.queries.agenda import agenda_of
from judging.queries.decisions import decisions_of, judged_categories
from judging.queries.motions import meeting_of, motions_of
from judging.queries.sight import Sight
from programmes.models import Cycle


@transaction.atomic
def print_minutes(*, cycle: Cycle, actor: User, sight: Sight) -> tuple[str, bytes]:
    """The minutes of all categories as a tagged PDF: its file's name and content. On record, as it leaves the house.

    ``sight`` keeps names from who may not know them yet, and what its reader stands aside from.

    Who attended, what was on the agenda and why, what was said, voted and decided. Raises NotReady before the panel met.
    """
    from printing.press import to_pdf  # half a second to import, which no other page should pay

    meeting = meeting_of(cycle)
    if meeting is None:
        raise NotReady(_("Nothing of the meeting is written down yet."))
    written = {
        one.category_id: one for one in Minutes.objects.filter(deliberation=meeting).select_related("written_by")
    }
    aside = sight.aside
    agendas = {one.category.pk: one for one in agenda_of(cycle, without=aside, words=sight.words)}
    decisions = [one for one in decisions_of(cycle) if not aside.covers(one.entry_id, one.category_id)]
    every = motions_of(cycle, words=sight.words)
    motions = [one for one in every if not aside.covers(one.motion.entry_id, one.motion.category_id)]
    sight.seal(one.entry for one in decisions)
    for decision in decisions:
        decision.justification = sight.words(decision.justification)
    sections = [
        {
            "category": category,
            "agenda": agendas.get(category.pk),
            "minutes": written.get(category.pk),
            "text": sight.words(written[category.pk].text) if category.pk in written else "",
            "motions": [one for one in motions if one.motion.category_id == category.pk],
            "decisions": [one for one in decisions if one.category_id == category.pk],
        }
        for category in judged_categories(cycle)
        if category.pk not in aside.own
    ]
    context = {
        "cycle": cycle,
        "left_out": bool(aside.own),
        "meeting": meeting,
        "sections": sections,
        "motions": [one for one in motions if one.motion.category_id is None],
        "organisation": the_organisation(),
        "printed": timezone.now(),
        "seal": Seal.objects.order_by("-number").first(),
    }
    content = to_pdf(render_to_string("judging/print/minutes.html", context), "document.css")
    audit.record(verb="minutes.printed", target=meeting, actor=actor)
    return f"{cycle.programme.slug}-{cycle.name}-minutes.pdf", content
