"""Why an act of recognition was not done."""

from audit.refusals import NotReady, Refused


class NotAnnounced(NotReady):
    """The results of this cycle have not been announced."""


class AlreadyAnnounced(Refused):
    """What has been announced cannot be planned again."""


class NotYours(Refused):
    """Only the person who is honoured, or the leader of the team, says whether they may be named."""


class NotAgreed(Refused):
    """The words quote a story whose nominator has not agreed that it is published."""
