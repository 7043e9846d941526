"""Why an act on the directory was refused."""

from audit.refusals import Refused


class RingOfManagers(Refused):
    """Somebody would be their own manager, through however many others."""


class RingOfTeams(Refused):
    """A team would be part of itself."""


class LastAdministrator(Refused):
    """Nobody would be left who can administer Laurel."""
