"""Why an act of judging was not done, where a caller tells it apart."""

from audit.refusals import NotAllowed, NotReady, Refused


class NotJudging(Refused):
    """The panel is not scoring: the cycle is in another stage."""


class NotOwnSheet(NotAllowed):
    """Only its judge writes on a score sheet."""


class Unscored(NotReady):
    """A sheet cannot be sent with a criterion unscored; ``missing`` names them."""


class OffTheScale(Refused):
    """A score that the rulebook's scale does not have, or for a criterion that is not scored here."""


class TieLeftOpen(Refused):
    """The rulebook's tie-breaks leave these entries level; the chair decides, in writing."""


class ReasonTooShort(Refused):
    """The act needs a written reason of more words than were given."""


class TermsFirst(Refused):
    """Somebody was asked to judge and has not signed the terms; ``go_to`` is the address where they can."""

    def __init__(self, words: str, *, go_to: str) -> None:
        super().__init__(words)
        self.go_to = go_to


class SamplesFirst(Refused):
    """Somebody's own score sheets are closed until they have sent their samples; ``go_to`` is the address of these."""

    def __init__(self, words: str, *, go_to: str) -> None:
        super().__init__(words)
        self.go_to = go_to


class RoundNotOpen(Refused):
    """Votes are taken while a round is open; this one is not."""


class VotesMissing(NotReady):
    """A round cannot close before enough judges have voted; ``missing`` says on what."""


class Unreasoned(Refused):
    """An answer but a yes takes a reason; ``entries`` are the references that lack one."""

    def __init__(self, message: str, entries: list[str]) -> None:
        super().__init__(message)
        self.entries = entries
