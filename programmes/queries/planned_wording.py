"""A planned message as its receivers read it: its words, what fills its placeholders, and what can't be filled yet."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from communications.library import Wording
from communications.rendering import Rendered, fill, placeholders_of, render
from programmes.enums import Stage
from programmes.models import PlannedMessage, Programme
from programmes.queries.standing import cycle_in_view

# What people may write in double braces; the same names as in communications/library/launch.md.
PLACEHOLDERS = (
    "recipient_name",
    "programme_title",
    "organisation_name",
    "cycle_name",
    "closes_on",
    "link",
    "rules_link",
    "signature_name",
)
# A name in single braces, as one writes it by mistake.
SINGLE_BRACES = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})")
KEY = "planned"
SAMPLE_TOKEN = "preview"  # noqa: S105 — the address of nobody's check


def unknown_placeholders(*texts: str) -> list[str]:
    """What is written in braces and filled by nothing, as it is written; a name in single braces is among it."""
    names = sorted(placeholders_of(*texts) - set(PLACEHOLDERS))
    single = sorted({found[0] for text in texts for found in SINGLE_BRACES.finditer(text)})
    return ["{{" + name + "}}" for name in names] + single


def wording_of_planned(planned: PlannedMessage, *, counts_opens: bool) -> Wording:
    """Its words, with a line that says so where opening it is noted."""
    body = planned.body
    if counts_opens:
        body += "\n\n---\n\n" + _(
            "This message notes, by a small picture from our own site, that it was opened. It is counted by team and "
            "shown of nobody."
        )
    return Wording(key=KEY, subject=planned.subject, body=body, placeholders=PLACEHOLDERS)


def facts_of(programme: Programme, *, signed_by: User | None) -> dict[str, str]:
    """What fills the placeholders alike for everybody. Without a cycle that is planned or open, its two are missing."""
    signer = signed_by or programme.managers.filter(is_active=True).order_by("pk").first()
    facts = {
        "programme_title": programme.title,
        "organisation_name": the_organisation().name,
        "rules_link": settings.SITE_URL + reverse("programmes:public_rules", args=[programme.slug]),
        "signature_name": signer.full_name if signer else programme.title,
    }
    cycle = cycle_in_view(programme)
    if cycle is not None and cycle.stage in {Stage.PLANNED, Stage.OPEN}:
        facts["cycle_name"] = cycle.known_as
        facts["closes_on"] = date_format(localtime(cycle.screening_at), "l j F")
    return facts


def missing_facts(planned: PlannedMessage, facts: dict[str, str]) -> list[str]:
    """The placeholders that it uses and that nothing fills yet."""
    own = {"recipient_name", "link"}
    return sorted(placeholders_of(planned.subject, planned.body) - facts.keys() - own)


def link_for(planned: PlannedMessage, token: str) -> str:
    """Where ``link`` leads: to the question that asks whether it was understood, else to the programme's page, with a code that
    tells which nominations a message brought.
    """
    if planned.question:
        return settings.SITE_URL + reverse("programmes:understood", args=[token])
    return settings.SITE_URL + reverse("programmes:public", args=[planned.programme.slug]) + "?c=message"


def shown_subject(planned: PlannedMessage, facts: dict[str, str]) -> str:
    """Its subject for our own pages, filled as far as ``facts`` go; the rest stands in square brackets."""
    names = placeholders_of(planned.subject)
    return fill(planned.subject, {name: facts.get(name, f"[{name.replace('_', ' ')}]") for name in names})


def preview(planned: PlannedMessage, *, name: str, signed_by: User | None) -> Rendered:
    """As somebody of this name would read it; what can't be filled yet stands in square brackets."""
    facts = facts_of(planned.programme, signed_by=signed_by)
    gaps = {name: f"[{name.replace('_', ' ')}]" for name in missing_facts(planned, facts)}
    own = {"recipient_name": name, "link": link_for(planned, SAMPLE_TOKEN)}
    wording = wording_of_planned(planned, counts_opens=planned.programme.track_opens)
    return render(wording, {**facts, **gaps, **own})
