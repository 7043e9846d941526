from recognition.models.announcement import Announcement
from recognition.models.award import Award
from recognition.models.certificate import Certificate, CertificateDesign
from recognition.models.fulfilment import Fulfilment

__all__ = ["Announcement", "Award", "Certificate", "CertificateDesign", "Fulfilment"]
