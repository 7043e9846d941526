"""Recognition: ``from recognition import services as recognition``."""

from recognition.services.announcing import announce
from recognition.services.certificates import make_certificate, make_certificates, revoke_certificate
from recognition.services.consenting import give_consent
from recognition.services.fulfilling import move_reward
from recognition.services.planning import plan_announcement
from recognition.services.wording import change_citation, change_design
from recognition.services.zipping import ask_for_zip, zip_certificates

__all__ = [
    "announce",
    "ask_for_zip",
    "change_citation",
    "change_design",
    "give_consent",
    "make_certificate",
    "make_certificates",
    "move_reward",
    "plan_announcement",
    "revoke_certificate",
    "zip_certificates",
]
