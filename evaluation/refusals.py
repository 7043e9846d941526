from audit.refusals import Refused


class AlreadyAnswered(Refused):
    """The link has been used: one invitation is one set of answers."""


class SurveyClosed(Refused):
    """Not open yet, or closed already."""


class SurveyOpened(Refused):
    """People have been asked: from then on the words stand as they are."""
