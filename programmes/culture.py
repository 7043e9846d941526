"""The ten statements by which an organisation describes its culture, as far as recognition depends on it (K4)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Statement:
    """One statement that people agree with or not, from 1 to 5.

    ``holds`` and ``fails`` say the same of the people as a part of a sentence, for whoever agrees and whoever does not.
    ``needs`` and ``avoids`` say why an option may depend on it, or suffer from it, where the option itself does not.
    """

    key: str
    words: Promise
    holds: Promise
    fails: Promise
    needs: Promise
    avoids: Promise


STATEMENTS: Final = (
    Statement(
        "open-praise",
        _("People here are comfortable with being praised in front of others."),
        _("people are comfortable with being praised in front of others"),
        _("people would rather not be praised in front of others"),
        _("It praises people in front of others."),
        _("It thanks people in private."),
    ),
    Statement(
        "teamwork",
        _("Good service here is mostly the work of several people, seldom of one."),
        _("good service is mostly the work of several people"),
        _("good service is mostly the work of one person"),
        _("It recognises what people do together."),
        _("It recognises single people."),
    ),
    Statement(
        "rivalry",
        _("Teams or shifts here compete with one another more than they help one another."),
        _("teams compete more than they help one another"),
        _("teams help one another more than they compete"),
        _("It lives on competition."),
        _("It lets people win against one another."),
    ),
    Statement(
        "trust",
        _("When somebody is chosen for something here, most people believe that it was fair."),
        _("most people believe that choices are fair"),
        _("people doubt that choices are fair"),
        _("Somebody chooses who is recognised."),
        _("It leaves nothing to anybody’s judgement."),
    ),
    Statement(
        "leaders-thank",
        _("Leaders here thank people in everyday work, without being asked to."),
        _("leaders thank people in everyday work"),
        _("leaders seldom thank people in everyday work"),
        _("It depends on leaders who notice and thank."),
        _("It takes the thanking out of leaders’ hands."),
    ),
    Statement(
        "all-visible",
        _("What every role does is seen by others; nobody works out of sight, at night or in the field."),
        _("what every role does is seen by others"),
        _("some roles work out of sight"),
        _("It rewards what others can see."),
        _("It is made for those whom nobody sees."),
    ),
    Statement(
        "measured",
        _("Figures about service here are trusted, and hard to improve without serving customers better."),
        _("figures about service are trusted"),
        _("figures about service are doubted, or can be made to look better"),
        _("It goes by figures."),
        _("It goes by stories instead of figures."),
    ),
    Statement(
        "voice",
        _("People here say what they think, also to those above them."),
        _("people say what they think"),
        _("people keep what they think to themselves"),
        _("It needs people who speak up."),
        _("It lets people take part without speaking up."),
    ),
    Statement(
        "customers-near",
        _("Customers meet the same people more than once, or know them by name."),
        _("customers know our people"),
        _("customers hardly know who served them"),
        _("It goes by what customers say about people."),
        _("It does without customers’ word."),
    ),
    Statement(
        "time",
        _("People here have ten minutes in a working week for something that is not a task."),
        _("people have ten minutes a week to spare"),
        _("people have not ten minutes a week to spare"),
        _("It asks people to write or read."),
        _("It asks nobody to write anything."),
    ),
)

STATEMENT_BY_KEY: Final = {statement.key: statement for statement in STATEMENTS}
