"""What a judge is told when another window had voted meanwhile."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from judging.services.rounds.voting import Voted


def tell_replaced(request: HttpRequest, voted: Voted) -> None:
    """Name each vote of another window that this one replaced, so that nothing is lost in silence."""
    for one in voted.replaced:
        words = _("You had saved another vote in another window. %(what)s: it was %(was)s; %(now)s counts now.")
        messages.warning(request, words % {"what": one.what, "was": one.was, "now": one.now})
