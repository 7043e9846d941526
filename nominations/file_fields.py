"""What the columns of a file of nominations are called on pages, and how they belong together."""

from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS = {
    "nominee_name": _("Name of who is nominated"),
    "nominee_email": _("Their email"),
    "nominee_team": _("Their team"),
    "category": _("Category"),
    "nominator_name": _("Name of who nominates"),
    "nominator_email": _("Email of who nominates"),
    "nominator_kind": _("Who nominates"),
    "submitted_at": _("Sent in on"),
    "received_on": _("Given on, for paper and calls"),
    "medium": _("How it came"),
    "channel": _("Code of the poster or link"),
    "reference": _("Reference in the other system"),
    "situation": _("What was going on"),
    "task": _("What was needed"),
    "action": _("What they did"),
    "result": _("What was different afterwards"),
    "members": _("Members of the team, a line each: “Grace: rang everybody back”"),
    "may_show": _("May be shown to the nominee"),
    "may_publish": _("May be printed"),
    "may_contact": _("May be asked about it"),
    "consent_wording": _("Version of the words agreed to"),
}
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Who is nominated"), ("nominee_name", "nominee_email", "nominee_team", "category")),
    (_("Who nominates"), ("nominator_name", "nominator_email", "nominator_kind")),
    (_("When and how it came"), ("submitted_at", "received_on", "medium", "channel", "reference")),
    (_("The story"), ("situation", "task", "action", "result", "members")),
    (_("What the nominator agreed to"), ("may_show", "may_publish", "may_contact", "consent_wording")),
)
