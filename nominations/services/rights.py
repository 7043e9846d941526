"""Who may act on a nomination, asked again where it is done."""

from django.utils.translation import gettext as _

from accounts.models import User
from audit.refusals import NotAllowed, NotReady
from nominations.models import Nomination
from nominations.queries.window import BEFORE_JUDGING
from programmes.models import Cycle


def require_may_screen(actor: User, nomination: Nomination) -> None:
    """Raise NotAllowed for whom fairness or office keeps from screening it."""
    if not actor.has_perm("nominations.screen", nomination):
        raise NotAllowed(_("You can't screen this nomination."))


def require_manages(actor: User, cycle: Cycle) -> None:
    """Raise NotAllowed for who does not manage the cycle."""
    if not actor.has_perm("programmes.manage_cycle", cycle):
        raise NotAllowed(_("%(email)s does not manage %(cycle)s.") % {"email": actor.email, "cycle": cycle.label})


def require_before_judging(cycle: Cycle) -> None:
    """Raise NotReady once judging has begun, or before nominations open."""
    if cycle.stage not in BEFORE_JUDGING:
        raise NotReady(
            _("%(cycle)s is not open and not being screened, so nothing can be accepted or declined.")
            % {"cycle": cycle.label}
        )
