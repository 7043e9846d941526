"""Why a nomination was not taken, changed or screened."""

from audit.refusals import Refused


class WindowClosed(Refused):
    """Nominations are not open now; nothing was counted."""


class TooMany(Refused):
    """Too many nominations came from one address or one network within an hour."""


class NotTheirOwn(Refused):
    """The rules do not let people nominate themselves."""


class OutsidePilot(Refused):
    """The programme is a pilot, and the nominee's team is not in it."""


class NoRoom(Refused):
    """The files of a cycle have taken all the room that there is for them."""


class FilesGone(Refused):
    """The files that a form was sent with before are not kept any more: a day has passed, or they went with another one."""


class NomineeUnknown(Refused):
    """It is not known yet who is meant, so the nomination cannot go to the judges."""


class KeyReused(Refused):
    """Another system sent a second nomination under the key of a first."""


class GivenOutsideWindow(Refused):
    """What was given on paper or by telephone was not given while nominations were open."""
