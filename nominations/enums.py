from django.db import models
from django.utils.translation import gettext_lazy as _


class NominatorKind(models.TextChoices):
    """Who nominates."""

    CUSTOMER = "customer", _("Customer")
    COLLEAGUE = "colleague", _("Colleague")
    LEADER = "leader", _("Team leader")
    SELF = "self", _("Themselves")


class Medium(models.TextChoices):
    """How a nomination came in."""

    ONLINE = "online", _("Online form")
    PAPER = "paper", _("Paper form")
    TELEPHONE = "telephone", _("Telephone")
    CARD = "card", _("Comment card")
    FILE = "file", _("Imported file")
    SYSTEM = "system", _("Another system")


# What somebody else wrote down or was told, and staff keyed in: it has a day on which it was given.
GIVEN_BY_HAND: tuple[str, ...] = (Medium.PAPER, Medium.TELEPHONE, Medium.CARD)


class NominationState(models.TextChoices):
    """The life of one submission."""

    DRAFT = "draft", _("Draft")
    UNVERIFIED = "unverified", _("Waiting for the email to be confirmed")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Every legal move of a nomination; ``nominations.services.moving`` holds the only gate.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    NominationState.DRAFT: (NominationState.SUBMITTED,),
    NominationState.UNVERIFIED: (NominationState.SUBMITTED, NominationState.WITHDRAWN),
    NominationState.SUBMITTED: (NominationState.ACCEPTED, NominationState.DECLINED, NominationState.WITHDRAWN),
    NominationState.ACCEPTED: (NominationState.SUBMITTED, NominationState.DECLINED, NominationState.WITHDRAWN),
    NominationState.DECLINED: (NominationState.SUBMITTED, NominationState.ACCEPTED),
    NominationState.WITHDRAWN: (),
}

# What counts as received.
RECEIVED_STATES: tuple[str, ...] = (NominationState.SUBMITTED, NominationState.ACCEPTED, NominationState.DECLINED)

# What its nominator may still take back, while judging has not begun.
WITHDRAWABLE_STATES: tuple[str, ...] = (
    NominationState.UNVERIFIED,
    NominationState.SUBMITTED,
    NominationState.ACCEPTED,
)


class EvidencePart(models.TextChoices):
    """The four prompts of a story, and what its nominator added when asked for more."""

    SITUATION = "situation", _("Situation")
    TASK = "task", _("Task")
    ACTION = "action", _("Action")
    RESULT = "result", _("Result")
    ADDED = "added", _("Added when we asked")
    SUPPORT = "support", _("In support")
    MEMBER = "member", _("What one of the team contributed")


# What a form and an imported file ask for.
PROMPTS: tuple[str, ...] = (EvidencePart.SITUATION, EvidencePart.TASK, EvidencePart.ACTION, EvidencePart.RESULT)

# What a nomination has at most once of each.
SINGLE_PARTS: tuple[str, ...] = (*PROMPTS, EvidencePart.ADDED, EvidencePart.SUPPORT)


class AttachmentState(models.TextChoices):
    """Whether a file that came with a nomination can be opened."""

    WAITING = "waiting", _("Not yet checked for viruses")
    KEPT = "kept", _("Can be opened")
    WITHHELD = "withheld", _("Withheld: the virus scanner found something in it")


# The legal moves of a file; ``nominations.services.scanning`` holds the only gate.
ATTACHMENT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    AttachmentState.WAITING: (AttachmentState.KEPT, AttachmentState.WITHHELD),
    AttachmentState.KEPT: (),
    AttachmentState.WITHHELD: (),
}


class FlagKind(models.TextChoices):
    """What may be odd about a nomination, as data can tell."""

    LINKS = "links", _("Many links in the story")
    DISPOSABLE = "disposable", _("A throw-away address")
    ALIKE = "alike", _("Much the same story from several addresses")
    TWICE = "twice", _("The same address has named this nominee before")


class EnquiryKind(models.TextChoices):
    """What a nominator is asked: more of the story, who is meant, or who one of the team's members is."""

    MORE = "more", _("More about what happened")
    WHO = "who", _("Who is meant")
    MEMBER = "part", _("Who one of the team is")


# What can be asked about a nomination as a whole.
ABOUT_ALL: tuple[EnquiryKind, ...] = (EnquiryKind.MORE, EnquiryKind.WHO)


class DeclineOutcome(models.TextChoices):
    """What came of a proposal to decline."""

    CONFIRMED = "confirmed", _("Confirmed")
    KEPT = "kept", _("Kept")
    DROPPED = "dropped", _("Taken back")


class EntryMoveKind(models.TextChoices):
    """How nominations came from one entry to another."""

    MERGE = "merge", _("Two entries made one")
    SPLIT = "split", _("Nominations taken out of an entry")


class FileState(models.TextChoices):
    """The life of a file of nominations that a manager uploaded."""

    UPLOADED = "uploaded", _("Columns to be chosen")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    IMPORTING = "importing", _("Being imported")
    IMPORTED = "imported", _("Imported")


# Every legal move of an uploaded file; a file that cannot be read goes back to its columns.
FILE_TRANSITIONS: dict[str, tuple[str, ...]] = {
    FileState.UPLOADED: (FileState.CHECKING,),
    FileState.CHECKING: (FileState.CHECKED, FileState.UPLOADED),
    FileState.CHECKED: (FileState.CHECKING, FileState.IMPORTING),
    FileState.IMPORTING: (FileState.IMPORTED, FileState.CHECKED),
    FileState.IMPORTED: (),
}


class Fate(models.TextChoices):
    """What becomes of a row of a file."""

    NEW = "new", _("Comes in")
    KNOWN = "known", _("Here already")
    BAD = "bad", _("To be corrected")


class ConsentPurpose(models.TextChoices):
    """What somebody agrees to with a nomination; the last is a nominee's, who asks for something not to be done."""

    HELD = "held", _("What is done with the data")
    SHOW = "show", _("The nominee may read the story")
    PUBLISH = "publish", _("A line of the story may be published")
    CONTACT = "contact", _("They may be asked about the story")
    UNPUBLISHED = "unpublished", _("The nominee asks that their story is not published")


# What a nominator may take back and give again, by the field of Nomination that says whether it holds now.
CONSENT_FIELDS: dict[str, str] = {
    ConsentPurpose.SHOW: "may_show",
    ConsentPurpose.PUBLISH: "may_publish",
    ConsentPurpose.CONTACT: "may_contact",
}


class ConsentRoute(models.TextChoices):
    """How a consent came, or was taken back."""

    ONLINE = "online", _("Online form")
    PAPER = "paper", _("Paper form")
    TELEPHONE = "telephone", _("Telephone")
    CARD = "card", _("Comment card")
    FILE = "file", _("Imported file")
    SYSTEM = "system", _("Another system")
    PAGE = "page", _("Their own page")
    REMOVAL = "removal", _("With the removal of their data")
