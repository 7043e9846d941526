"""Why an act on a message was refused."""

from audit.refusals import Refused


class UnknownPlaceholder(Refused):
    """A wording uses a placeholder that nothing fills."""
