from nominations.models.address_change import AddressChange
from nominations.models.api_token import ApiCall, ApiToken
from nominations.models.attachment import Attachment, PendingUpload
from nominations.models.consent import Consent
from nominations.models.enquiry import Enquiry
from nominations.models.entry import Entry
from nominations.models.entry_move import EntryMove, MovedNomination
from nominations.models.flag import Flag, StoryPrint
from nominations.models.form_answer import FormAnswer
from nominations.models.kept_participation import KeptParticipation
from nominations.models.member import Member
from nominations.models.nomination import Evidence, Nomination
from nominations.models.nomination_file import NominationFile, RememberedColumns
from nominations.models.nominee import Nominee
from nominations.models.notice import LaterNotice, Notice
from nominations.models.proposed_decline import ProposedDecline
from nominations.models.redaction import Redaction
from nominations.models.screening import Screening

__all__ = [
    "AddressChange",
    "ApiCall",
    "ApiToken",
    "Attachment",
    "Consent",
    "Enquiry",
    "Entry",
    "EntryMove",
    "Evidence",
    "Flag",
    "FormAnswer",
    "KeptParticipation",
    "LaterNotice",
    "Member",
    "MovedNomination",
    "Nomination",
    "NominationFile",
    "Nominee",
    "Notice",
    "PendingUpload",
    "ProposedDecline",
    "Redaction",
    "RememberedColumns",
    "Screening",
    "StoryPrint",
]
