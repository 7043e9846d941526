from nominations.models.api_token import ApiCall, ApiToken
from nominations.models.attachment import Attachment, PendingUpload
from nominations.models.enquiry import Enquiry
from nominations.models.entry import Entry
from nominations.models.form_answer import FormAnswer
from nominations.models.kept_participation import KeptParticipation
from nominations.models.nomination import Evidence, Nomination
from nominations.models.nomination_file import NominationFile, RememberedColumns
from nominations.models.nominee import Nominee
from nominations.models.notice import LaterNotice, Notice
from nominations.models.redaction import Redaction
from nominations.models.screening import Screening

__all__ = [
    "ApiCall",
    "ApiToken",
    "Attachment",
    "Enquiry",
    "Entry",
    "Evidence",
    "FormAnswer",
    "KeptParticipation",
    "LaterNotice",
    "Nomination",
    "NominationFile",
    "Nominee",
    "Notice",
    "PendingUpload",
    "Redaction",
    "RememberedColumns",
    "Screening",
]
