"""What people agree to with a nomination, in numbered wordings. A wording that somebody has agreed to never changes: the next
one is added with a version of its own, so that it can always be said what was agreed to (``Nomination.consent_wording``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """What a form says of the data, and what it asks: by field of Nomination the question and what is said beside it."""

    version: str
    use: Any
    asks: Mapping[str, tuple[Any, Any]]


_ALL = [
    Wording(
        version="2026-11",
        use=_(
            "Your story is read by the organisers and the judges, and compared with the others by the published rules. "
            "Your name and address are used for news of this nomination only, and are deleted with the story when the "
            "time for keeping it is over."
        ),
        asks={
            "may_show": (
                _("Show my story to the person I nominate"),
                _("Without my name, whether they win or not"),
            ),
            "may_publish": (_("Print a line of it if they win"), _("Without your name")),
            "may_contact": (_("Write to me if you would like to know more about the story"), _("To this address only")),
        },
    ),
]
WORDINGS = {wording.version: wording for wording in _ALL}
CURRENT = _ALL[-1].version


def wording_shown(version: str) -> str:
    """The version that a form was shown with, where it is one of ours; the present one else."""
    return version if version in WORDINGS else CURRENT
