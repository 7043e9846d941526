"""Why an act was not done: one family of errors for views, commands, tasks and imports alike."""


class Refused(Exception):
    """An act that a rule, a state or a missing thing forbids. The message is for the person who tried."""


class NotAllowed(Refused):
    """The person has no right to do this, whatever the state of things."""


class NotReady(Refused):
    """Something must be done first. ``missing`` names each thing, in words."""

    def __init__(self, message: str, missing: list[str] | None = None) -> None:
        super().__init__(message)
        self.missing = missing or []


class IllegalMove(Refused):
    """The table of legal moves does not hold this one."""


class StaleState(Refused):
    """Somebody was faster: the thing is no longer in the state that the act started from."""
