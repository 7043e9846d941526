from nominations.models.attachment import Attachment, PendingUpload
from nominations.models.enquiry import Enquiry
from nominations.models.entry import Entry
from nominations.models.form_answer import FormAnswer
from nominations.models.kept_participation import KeptParticipation
from nominations.models.nomination import Evidence, Nomination
from nominations.models.nominee import Nominee
from nominations.models.screening import Screening

__all__ = [
    "Attachment",
    "Enquiry",
    "Entry",
    "Evidence",
    "FormAnswer",
    "KeptParticipation",
    "Nomination",
    "Nominee",
    "PendingUpload",
    "Screening",
]
