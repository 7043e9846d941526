"""Where a nomination stands, in the words of the person who sent it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.queries.window import BEFORE_JUDGING, confirm_until
from programmes.enums import Stage


@dataclass(frozen=True)
class Standing:
    """One sentence, the kind of state (as the state component draws it), what comes next and when."""

    sentence: str
    kind: str
    upcoming: str = ""
    at: datetime | None = None


def standing_of(nomination: Nomination) -> Standing:
    """The state in plain words. What judges decided is not told here before it is announced."""
    cycle = nomination.cycle
    if cycle.stage == Stage.CANCELLED:
        return Standing(_("This round of the awards was called off."), "stop")
    if nomination.state == NominationState.ACCEPTED:
        return _accepted(nomination)
    by_state = {
        NominationState.DRAFT: Standing(
            _("This is a draft. Nobody reads it until you send it."), "wait", _("Nominations close"), cycle.screening_at
        ),
        NominationState.UNVERIFIED: _unconfirmed(nomination),
        NominationState.SUBMITTED: Standing(
            _("It has arrived. We read it and check it against the rules."),
            "now",
            _("That is done by"),
            cycle.judging_at,
        ),
        NominationState.DECLINED: Standing(
            _("It does not go to the judges. We have written to you and said why."), "stop"
        ),
        NominationState.WITHDRAWN: Standing(_("It is withdrawn. Nobody reads it any more."), "wait"),
    }
    return by_state[NominationState(nomination.state)]


def _unconfirmed(nomination: Nomination) -> Standing:
    until = confirm_until(nomination)
    if timezone.now() >= until or nomination.cycle.stage not in BEFORE_JUDGING:
        return Standing(_("Nobody confirmed it in time, so it does not count. It is deleted unread."), "stop")
    words = _("It waits for you: open the link in our email and confirm that it was you.")
    return Standing(words, "warn", _("The link works until"), until)


def _accepted(nomination: Nomination) -> Standing:
    cycle = nomination.cycle
    if not cycle.has_reached(Stage.JUDGING):
        return Standing(_("It meets the rules and goes to the judges."), "done", _("Judging begins"), cycle.judging_at)
    if not cycle.has_reached(Stage.ANNOUNCED):
        return Standing(_("The judges have it."), "now", _("The result is announced"), cycle.announce_at)
    return Standing(_("It was judged, and the winners have been announced."), "done")
