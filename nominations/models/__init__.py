from nominations.models.enquiry import Enquiry
from nominations.models.entry import Entry
from nominations.models.kept_participation import KeptParticipation
from nominations.models.nomination import Attachment, Evidence, Nomination
from nominations.models.nominee import Nominee
from nominations.models.redaction import Redaction
from nominations.models.screening import Screening

__all__ = [
    "Attachment",
    "Enquiry",
    "Entry",
    "Evidence",
    "KeptParticipation",
    "Nomination",
    "Nominee",
    "Redaction",
    "Screening",
]
